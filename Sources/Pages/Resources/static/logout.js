// Leads a logout from service to service: looks whether anybody answers at the next one, goes there, and comes back here
// when that takes too long.
const { next, here, look, seconds } = document.getElementById("round").dataset;
const patience = Number(seconds) * 1000;

// Whoever comes back by the browser's own memory sees how things are now.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

const isThere = async () => {
  const waiting = new AbortController();
  setTimeout(() => waiting.abort(), patience / 2);
  try {
    await fetch(look, {
      mode: "no-cors", credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer", signal: waiting.signal,
    });
    return true;
  } catch {
    return false;
  }
};

// While the next page has not begun to come, this one lives on.
const leave = (go) => {
  setTimeout(() => location.assign(here), patience);
  go();
};

document.getElementById("go").hidden = true;
const visit = document.getElementById("visit");
if (visit) leave(() => HTMLFormElement.prototype.submit.call(visit));
else if (look) isThere().then((there) => leave(() => location.assign(there ? next : next + "&away=1")));
else leave(() => location.assign(next));
