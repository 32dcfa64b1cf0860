// The room is here; what lives in it comes next.
