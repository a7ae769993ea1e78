import { useEffect, useState } from 'preact/hooks';
import { useLanguage } from '../../ui/language.ts';
import { deviceName } from '../device-name.ts';
import { useScene } from '../scene.ts';

/** Which phone and browser to keep, and whether the browser promised to keep its storage. */
export function KeptHere() {
  const { texts } = useScene();
  const language = useLanguage();
  const [isPersistent, setPersistent] = useState<boolean | null>(null);
  useEffect(() => {
    if (typeof navigator.storage?.persisted !== 'function') return setPersistent(false);
    navigator.storage.persisted().then(setPersistent, () => setPersistent(false));
  }, []);
  return (
    <div class={isPersistent === false ? 'note note-warn' : 'note note-good'}>
      <p>{texts.deedsKept(deviceName(navigator.userAgent, language))}</p>
      {isPersistent !== null && <p>{isPersistent ? texts.persistent : texts.notPersistent}</p>}
    </div>
  );
}
