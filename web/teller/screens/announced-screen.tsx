import { useState } from 'preact/hooks';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import type { DocumentName } from '../../../shared/contract/rounds.ts';
import { createDownload } from '../actions/step-aside.ts';
import { useScene } from '../scene.ts';
import { useStep } from '../use-step.ts';
import { CompareScreen } from './compare-screen.tsx';
import { TaskHeading } from './task-heading.tsx';
import { TroubleNote } from './trouble-note.tsx';

const DOCUMENTS: readonly DocumentName[] = ['result.html', 'result.xlsx', 'result.json', 'sealed.json', 'board.json'];

type Download = ResponseOf<'createTellerDownload'>;

/** The end: the documents to keep, and the third teller's word while it is missing. */
export function AnnouncedScreen() {
  const { context, face, texts } = useScene();
  const [isComparing, setComparing] = useState(false);
  const own = face.tellers.find(({ slot }) => slot === context.slot);
  const isWordMissing = own !== undefined && own.result === null && own.sharesReleased && !own.absent;
  if (isWordMissing && isComparing) return <CompareScreen />;
  return (
    <div class="stack">
      <TaskHeading>{texts.announcedTitle}</TaskHeading>
      {isWordMissing && (
        <>
          <p class="note note-warn">{texts.announcedNoWord}</p>
          <button type="button" class="button button-strong" onClick={() => setComparing(true)}>
            {texts.announcedCompare}
          </button>
        </>
      )}
      <Downloads />
    </div>
  );
}

function Downloads() {
  const { context, texts } = useScene();
  const [ready, setReady] = useState<ReadonlyMap<DocumentName, Download>>(new Map());
  const step = useStep();
  const prepare = (name: DocumentName) =>
    step.run(
      () => createDownload(context, name),
      (download) => setReady(new Map(ready).set(name, download)),
    );
  return (
    <div class="stack">
      <p>{texts.announcedDetail}</p>
      <TroubleNote trouble={step.trouble} />
      {DOCUMENTS.map((name) => {
        const download = ready.get(name);
        return download === undefined || download.expiresAtMs <= Date.now() ? (
          <button key={name} type="button" class="button" aria-disabled={step.isBusy} onClick={() => prepare(name)}>
            {texts.downloadPress(texts.documents[name])}
          </button>
        ) : (
          <a key={name} class="button button-strong" href={download.url} download={download.fileName} rel="noreferrer">
            {texts.downloadReady(texts.documents[name])}
          </a>
        );
      })}
    </div>
  );
}
