import { type ComponentChildren, render } from 'preact';
import { currentLanguage, setLanguage } from './language.ts';

/** Replaces index.html's sentence for devices that cannot run the page by the page itself. Returns where it was put. */
export function mountPage(page: ComponentChildren): HTMLElement {
  const root = document.getElementById('page');
  if (root === null) throw new Error('index.html has no #page');
  setLanguage(currentLanguage());
  root.textContent = '';
  render(page, root);
  return root;
}
