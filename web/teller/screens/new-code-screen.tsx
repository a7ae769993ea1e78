import { useEffect, useState } from 'preact/hooks';
import { Qr } from '../../ui/qr.tsx';
import { done } from '../actions/context.ts';
import { cardAddress, type DeskDelegate } from '../actions/serve-desk.ts';
import type { MadeCode } from '../memory.ts';
import { useScene } from '../scene.ts';
import { useManifest } from '../use-manifest.ts';
import { useStep } from '../use-step.ts';
import { ConfirmPress } from './confirm-press.tsx';
import { TaskHeading } from './task-heading.tsx';
import { TroubleNote } from './trouble-note.tsx';

interface NewCodeProps {
  readonly ready: { readonly delegate: DeskDelegate; readonly made: MadeCode };
  readonly onClose: () => void;
}

/** A confirmed code, for the delegate to scan or type; forgotten here once it was handed over. */
export function NewCodeScreen({ ready: { delegate, made }, onClose }: NewCodeProps) {
  const { context, texts } = useScene();
  const { checked, step: reading } = useManifest();
  const [address, setAddress] = useState<string | null>(null);
  const step = useStep();
  useEffect(() => {
    if (checked === null) return;
    const card = { session: context.session, manifest: checked.manifest };
    void cardAddress(location.origin, card, made).then(setAddress);
  }, [checked]);
  return (
    <div class="stack">
      <TaskHeading>{texts.deskCodeTitle(delegate.name)}</TaskHeading>
      <p>{texts.deskCodeDetail}</p>
      <TroubleNote trouble={reading.trouble ?? step.trouble} />
      {address !== null && (
        <div class="new-code">
          <Qr text={address} label={texts.deskCodeQr} />
        </div>
      )}
      <p class="check-code code">{(made.code.match(/.{4}/g) ?? []).join(' ')}</p>
      <ConfirmPress
        label={texts.deskHandedOver}
        does={texts.deskHandedOverDoes}
        onConfirm={() => step.run(async () => done(await context.memory.forgetMadeCode(made)), onClose)}
      />
      <button type="button" class="button" onClick={onClose}>
        {texts.back}
      </button>
    </div>
  );
}
