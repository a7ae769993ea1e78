import { useEffect, useState } from 'preact/hooks';
import { toHex } from '../../../shared/protocol/bytes.ts';
import { type CheckedManifest, readManifest, signManifest } from '../actions/read-manifest.ts';
import { fingerprint } from '../fingerprint.ts';
import { useScene } from '../scene.ts';
import { useStep } from '../use-step.ts';
import { ConfirmPress } from './confirm-press.tsx';
import { TaskHeading } from './task-heading.tsx';
import { TroubleNote } from './trouble-note.tsx';

/** The frozen manifest, checked against this browser's own keys and shown whole, to be signed. */
export function ManifestScreen() {
  const { context, face, refresh, texts } = useScene();
  const [checked, setChecked] = useState<CheckedManifest | null>(null);
  const step = useStep();
  const read = () => step.run(() => readManifest(context, face), setChecked);
  useEffect(() => {
    setChecked(null);
    read();
  }, [face.manifestHash]);
  return (
    <div class="stack">
      <TaskHeading>{texts.manifestTitle}</TaskHeading>
      <TroubleNote trouble={step.trouble} />
      {checked === null && step.isBusy && <p role="status">{texts.manifestReading}</p>}
      {checked === null && step.trouble !== null && (
        <button type="button" class="button" onClick={read}>
          {texts.again}
        </button>
      )}
      {checked !== null && (
        <>
          <ManifestSheet checked={checked} />
          <ConfirmPress
            label={texts.manifestPress}
            does={texts.manifestDoes}
            isBusy={step.isBusy}
            onConfirm={() => step.run(() => signManifest(context, checked), refresh)}
          />
        </>
      )}
    </div>
  );
}

function ManifestSheet({ checked: { manifest, manifestHash } }: { readonly checked: CheckedManifest }) {
  const { texts } = useScene();
  const { excellent, qualified } = manifest.thresholds;
  return (
    <>
      <p class="note note-good">✓ {texts.manifestOwnKeys}</p>
      <dl class="facts">
        <dt>{texts.manifestUnit}</dt>
        <dd>{manifest.unit}</dd>
        <dt>{texts.manifestDelegates}</dt>
        <dd>{texts.manifestDelegatesValue(manifest.delegates)}</dd>
        <dt>{texts.manifestThresholds}</dt>
        <dd>{texts.manifestThresholdsValue(excellent, qualified)}</dd>
      </dl>
      <h2>{texts.manifestSubjects}</h2>
      <p>{texts.manifestCompare}</p>
      <ol class="subjects">
        {manifest.subjects.map(({ id, name, post, indicators }) => (
          <li key={id}>
            <p class="lead">{name}</p>
            {post !== '' && <p>{post}</p>}
            <p class="quiet">{texts.manifestIndicators(indicators.map((each) => each.name).join(texts.join))}</p>
          </li>
        ))}
      </ol>
      <p class="quiet code">{texts.deedFingerprint(fingerprint(toHex(manifestHash)))}</p>
    </>
  );
}
