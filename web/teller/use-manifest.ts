import { useEffect, useState } from 'preact/hooks';
import { type CheckedManifest, readArmedManifest } from './actions/read-manifest.ts';
import { useScene } from './scene.ts';
import { type StepRun, useStep } from './use-step.ts';

/** The checked manifest, fetched when a screen opens that needs it. */
export function useManifest(): {
  readonly checked: CheckedManifest | null;
  readonly step: StepRun;
  readonly read: () => void;
} {
  const { context, face } = useScene();
  const [checked, setChecked] = useState<CheckedManifest | null>(null);
  const step = useStep();
  const read = () => step.run(() => readArmedManifest(context, face), setChecked);
  useEffect(() => {
    setChecked(null);
    read();
  }, [face.manifestHash]);
  return { checked, step, read };
}
