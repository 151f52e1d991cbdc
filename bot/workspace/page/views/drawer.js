/** On a narrow screen the sidebar is a drawer that slides over the conversation. */
const app = () => document.getElementById('app');

/** Shows the sidebar; the rest cannot be reached meanwhile. */
export function openDrawer() {
  app().dataset.drawer = 'open';
  for (const id of ['channel', 'thread']) document.getElementById(id).inert = true;
  document.querySelector('#sidebar .drawer-close')?.focus();
}

/** Puts it away; nothing happens where it is no drawer. */
export function closeDrawer() {
  if (app().dataset.drawer !== 'open') return;
  delete app().dataset.drawer;
  for (const id of ['channel', 'thread']) document.getElementById(id).inert = false;
  document.querySelector('.drawer-open')?.focus();
}

/** Closes the drawer by Escape and by a press beside it. */
export function mountDrawer() {
  document.getElementById('scrim').addEventListener('click', closeDrawer);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') closeDrawer();
  });
}
