// Serves the whole application without network. Two builds are kept, and any build that an open attempt has pinned: an attempt
// goes on with the files it began with.
const BUILD = "{{build}}";
const FILES = {{precache}};
// Pages that no test needs: kept when the page asks for it.
const LATER = {{later}};
// The page of those who verify, which has headers of its own: it may ask other sites.
const VERIFY = "/v";

const APP = "jalon-app-";
const PINS = "jalon-pins";
const SHELF = "jalon-shelf";
const PAGE = "/";

self.addEventListener("install", (event) => {
  const fetched = FILES.map((path) => new Request(path, { cache: path === PAGE ? "no-cache" : "default" }));
  event.waitUntil(caches.open(APP + BUILD).then((cache) => cache.addAll(fetched)));
});

// A new worker waits until every page of the old one is closed: nothing is swapped under an open test.
self.addEventListener("activate", (event) => {
  event.waitUntil(tidy().then(() => self.clients.claim()));
});

async function tidy() {
  const pinned = await Promise.all((await pins()).map((pin) => pin.text()));
  const builds = (await caches.keys()).filter((name) => name.startsWith(APP) && name !== APP + BUILD);
  const previous = builds[builds.length - 1];
  const useless = builds.filter((name) => name !== previous && !pinned.includes(name.slice(APP.length)));
  await Promise.all(useless.map((name) => caches.delete(name)));
}

async function pins() {
  const cache = await caches.open(PINS);
  return Promise.all((await cache.keys()).map((key) => cache.match(key)));
}

self.addEventListener("message", (event) => {
  const { pin, unpin, build, keep, forget } = event.data ?? {};
  const key = (holder) => `/pins/${encodeURIComponent(holder)}`;
  if (pin && build) event.waitUntil(caches.open(PINS).then((cache) => cache.put(key(pin), new Response(build))));
  if (unpin) event.waitUntil(caches.open(PINS).then((cache) => cache.delete(key(unpin))));
  if (keep) event.waitUntil(later(keep).catch((error) => console.warn(error)));
  if (forget) event.waitUntil(vanish(forget.split(" ")));
});

// One of them, by its path, or all.
async function later(which) {
  const wanted = [...LATER, VERIFY].filter((path) => which === "parts" || which === path);
  const cache = await caches.open(APP + BUILD);
  const kept = await Promise.all(wanted.map((path) => cache.match(path)));
  await cache.addAll(wanted.filter((_, place) => !kept[place]));
}

// Everything was deleted: nothing of this site stays on the device, not even the application.
let gone = false;
async function vanish(databases) {
  gone = true;
  databases.forEach((name) => indexedDB.deleteDatabase(name));
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  await self.registration.unregister();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (gone || request.method !== "GET" || url.origin !== self.location.origin) return;
  const last = url.pathname.split("/").pop();
  if (request.mode === "navigate" && !last.includes(".")) event.respondWith(page(url, request));
  else if (url.pathname === "/releases/index.json") event.respondWith(shelf(request));
  else event.respondWith(file(request));
});

// The page of the build that the attempt in the address has pinned, else of this one.
async function page(url, request) {
  const [, space, attempt] = url.pathname.split("/");
  const pin = space === "a" && attempt ? await (await caches.open(PINS)).match(`/pins/${attempt}`) : undefined;
  const build = pin ? await pin.text() : BUILD;
  const own = url.pathname === VERIFY ? await caches.match(VERIFY, { cacheName: APP + BUILD }) : undefined;
  const kept = own ?? (await caches.match(PAGE, { cacheName: APP + build })) ?? (await caches.match(PAGE, { cacheName: APP + BUILD }));
  // Not kept yet, it is asked for: with the headers of any other page it could not ask other sites.
  return url.pathname === VERIFY && !own ? fetch(request).catch(() => kept) : (kept ?? fetch(request));
}

// Names hold digests: any build's file is the right one.
async function file(request) {
  const mine = await caches.match(request, { cacheName: APP + BUILD, ignoreSearch: true });
  return mine ?? (await caches.match(request, { ignoreSearch: true })) ?? fetch(request);
}

async function shelf(request) {
  const cache = await caches.open(SHELF);
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await cache.put(request, fresh.clone());
    return fresh;
  } catch (error) {
    const kept = await cache.match(request);
    if (kept) return kept;
    throw error;
  }
}
