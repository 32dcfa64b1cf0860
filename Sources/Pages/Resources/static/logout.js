// Takes the browser to the next service of a logout. First probes whether its server answers. If the service does not
// send the browser back in time, this script loads the page of the logout again.
const { next, here, probe, seconds } = document.getElementById("logout").dataset;
const timeout = Number(seconds) * 1000;

// A page that the browser restores from its back/forward cache is out of date.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

const isReachable = async () => {
  const probing = new AbortController();
  setTimeout(() => probing.abort(), timeout / 2);
  try {
    await fetch(probe, {
      mode: "no-cors", credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer", signal: probing.signal,
    });
    return true;
  } catch {
    return false;
  }
};

// This script runs until the response of the next page begins.
const leave = (go) => {
  setTimeout(() => location.assign(here), timeout);
  go();
};

document.getElementById("go").hidden = true;
const visit = document.getElementById("visit");
if (visit) leave(() => HTMLFormElement.prototype.submit.call(visit));
else if (probe) isReachable().then((reachable) => leave(() => location.assign(reachable ? next : next + "&away=1")));
else leave(() => location.assign(next));
