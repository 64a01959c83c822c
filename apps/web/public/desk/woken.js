// What a browser runs when this house wakes it: nothing came with it, so it shows the one sentence, and opens the desk where that is pressed.
// It stands between no page and the server: it hears no request, and keeps nothing.
const SENTENCE = navigator.language.startsWith("zh") ? "有一件事需要你处理" : "Something needs your attention";

self.addEventListener("push", (event) => {
  event.waitUntil(self.registration.showNotification(SENTENCE, { body: location.host, tag: "niuniu", renotify: true }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const open = async () => {
    const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const desk = pages.find(({ url }) => new URL(url).pathname.startsWith("/desk"));
    return desk === undefined ? self.clients.openWindow("/desk") : desk.focus();
  };
  event.waitUntil(open());
});
