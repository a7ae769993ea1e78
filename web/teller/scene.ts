import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { useTexts } from '../ui/texts.ts';
import type { Face, TellerContext } from './actions/context.ts';
import type { Remembered } from './tasks.ts';
import { TEXTS, type Texts } from './texts.ts';
import type { Workbench } from './workbench.ts';

/** Everything a screen of an enrolled teller works with. */
export interface Scene {
  readonly context: TellerContext;
  readonly face: Face;
  readonly remembered: Remembered;
  /** The server's clock minus this device's, ms. */
  readonly offsetMs: number;
  readonly workbench: Workbench;
  /** Looks at the meeting and at what is remembered, now. */
  readonly refresh: () => void;
}

export const SceneContext = createContext<Scene | null>(null);

/** The scene with the page's texts. Throws outside of an enrolled teller's page. */
export function useScene(): Scene & { readonly texts: Texts } {
  const scene = useContext(SceneContext);
  const texts = useTexts(TEXTS);
  if (scene === null) throw new Error('a screen outside of its scene');
  return { ...scene, texts };
}
