// Makes a piece of the page like a newer one, and leaves alone whatever has not changed:
// focus, scroll, open folds and typed words stay. What is marked data-keep is never touched.

export function settle(before, after) {
  const known = new Map([...before.children].filter((child) => child.id).map((child) => [child.id, child]));
  const wantedIds = new Set([...after.children].map((child) => child.id).filter(Boolean));
  let place = before.firstChild;
  for (const wanted of [...after.childNodes]) {
    const found = match(place, wanted, known);
    while (found && place !== found && place && !wantedIds.has(place.id)) place = dropped(place);
    if (!found) {
      before.insertBefore(wanted, place);
    } else {
      if (found === place) place = place.nextSibling;
      else before.insertBefore(found, place);
      follow(found, wanted);
    }
  }
  while (place) place = dropped(place);
}

function match(place, wanted, known) {
  if (wanted.id) {
    const same = known.get(wanted.id);
    return same && same.nodeName === wanted.nodeName ? same : null;
  }
  return place && !place.id && place.nodeName === wanted.nodeName ? place : null;
}

function follow(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  if (old.hasAttribute("data-keep") || old.isEqualNode(fresh)) return;
  followAttributes(old, fresh);
  // What is typed is the reader's own, whatever the server last wrote there.
  if (old.nodeName !== "TEXTAREA") settle(old, fresh);
}

function followAttributes(old, fresh) {
  const isFold = old.nodeName === "DETAILS";
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !(isFold && name === "open")) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (!(isFold && name === "open") && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

function dropped(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}
