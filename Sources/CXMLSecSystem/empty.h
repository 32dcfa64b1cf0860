// Only the flags of pkg-config come from here; the headers are included by CXMLSec.
