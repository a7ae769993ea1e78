import { useEffect, useState } from 'preact/hooks';
import { useTexts } from '../ui/texts.ts';
import { isCopy, type OwnHash, type OwnHashes, ownHashes } from './own-hashes.ts';
import { OWN_TEXTS } from './own-texts.ts';

function Standing({ hash, published }: Pick<OwnHash, 'hash' | 'published'>) {
  const texts = useTexts(OWN_TEXTS);
  if (hash === null) return <strong>{texts.notRead}</strong>;
  if (published === null) return <span>{texts.notPublished}</span>;
  return hash === published ? <span>{texts.same}</span> : <strong>{texts.differs(published)}</strong>;
}

function Hashes({ own }: { readonly own: OwnHashes }) {
  const texts = useTexts(OWN_TEXTS);
  if (own.at === 'unreadable') return <p>{texts.unreadable}</p>;
  return (
    <>
      <p>{texts[own.at]}</p>
      <dl class="verify-hashes">
        {own.hashes.map(({ path, hash, published }) => (
          <div key={path}>
            <dt>{path}</dt>
            <dd class="verify-hash">{hash}</dd>
            {own.at === 'asked' && (
              <dd>
                <Standing hash={hash} published={published} />
              </dd>
            )}
          </div>
        ))}
      </dl>
    </>
  );
}

const COMMANDS = ['certutil -hashfile', 'shasum -a 256', 'sha256sum'] as const;

/** What the reader does outside of this page, since no page can vouch for itself. */
function HowToLook() {
  const texts = useTexts(OWN_TEXTS);
  const command = (name: string) => `${name} ${texts.savedName}${name.startsWith('certutil') ? ' SHA256' : ''}`;
  return (
    <>
      <h3>{texts.howTitle}</h3>
      {COMMANDS.map((name, place) => (
        <p key={name}>
          {texts.how[place]} <code>{command(name)}</code>
        </p>
      ))}
      <p>{texts.compare}</p>
      <p>{texts.source}</p>
    </>
  );
}

/** A copy of the page for use without a network, the hashes of its own files, and what those are worth. */
export function OwnFiles() {
  const texts = useTexts(OWN_TEXTS);
  // A copy asks nobody: it shows them at once.
  const [isAsked, ask] = useState(isCopy);
  const [own, setOwn] = useState<OwnHashes | null>(null);
  useEffect(() => {
    if (isAsked) void ownHashes().then(setOwn);
  }, [isAsked]);
  return (
    <section class="verify-own stack">
      <h2>{texts.title}</h2>
      {!isCopy() && (
        <div class="no-print">
          <a class="button" href="/verify/offline.html" download={texts.savedName}>
            {texts.save}
          </a>
          <p class="quiet">{texts.saveHelp}</p>
        </div>
      )}
      <p>{texts.lie}</p>
      {!isAsked && (
        <button type="button" class="button no-print" onClick={() => ask(true)}>
          {texts.show}
        </button>
      )}
      <div class="stack" aria-live="polite">
        {isAsked && (own === null ? <p>{texts.reading}</p> : <Hashes own={own} />)}
      </div>
      {isAsked && <HowToLook />}
    </section>
  );
}
