/** Where the lessons keep what is done, and that the first one was offered. `first-script.ts` reads it before the first paint. */
export const lessonStore = 'wiretone-lessons';

/** The first lesson is offered no more, here and at any later visit. */
export function putOfferAway(): void {
  if (document.documentElement.dataset.lessons === 'offered') return;
  document.documentElement.dataset.lessons = 'offered';
  try {
    const found: unknown = JSON.parse(localStorage.getItem(lessonStore) ?? '{}');
    const all = typeof found === 'object' && found !== null ? found : {};
    localStorage.setItem(lessonStore, JSON.stringify({ ...all, offered: true }));
  } catch {
    // It stays away as long as the page lives.
  }
}
