import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { useTexts } from '../ui/texts.ts';
import { useWakeLock } from '../ui/wake-lock.ts';
import type { Face, TellerContext } from './actions/context.ts';
import { keepClosingTime } from './actions/hold-voting.ts';
import { clockTime } from './clock-time.ts';
import { useMeeting } from './meeting-watch.ts';
import { STEPS, type Step } from './memory.ts';
import { type Scene, SceneContext } from './scene.ts';
import { DeedsScreen } from './screens/deeds-screen.tsx';
import { DeskScreen } from './screens/desk-screen.tsx';
import { TaskScreen } from './screens/task-screen.tsx';
import { currentTask, isDeskOpen, type Remembered, type Task } from './tasks.ts';
import { TEXTS } from './texts.ts';
import { type Desk, requestsToConfirm, useDesk } from './use-desk.ts';
import { Workbench } from './workbench.ts';

type View = 'task' | 'desk' | 'deeds';

/** What this device remembers, read again with every look at the meeting: another tab may have done a step. */
function useRemembered(context: TellerContext, face: Face | null) {
  const { memory } = context;
  const [remembered, setRemembered] = useState<Remembered | null>(null);
  const read = useCallback(async () => {
    const [codeReadFor, headCount, boardLeftUnsigned] = await Promise.all([
      memory.codeReadFor(),
      memory.headCount(),
      memory.boardLeftUnsigned(),
    ]);
    setRemembered({ codeReadFor, headCount, boardLeftUnsigned });
  }, [memory]);
  useEffect(() => void read(), [read, face]);
  const closesAt = face?.closesAt ?? null;
  useEffect(() => void keepClosingTime(context, { closesAt }), [context, closesAt]);
  return { remembered, read };
}

/** An enrolled teller's page: the current task, the desk while it is open, and what is done. */
export function MeetingPage({ context }: { readonly context: TellerContext }) {
  useWakeLock();
  const texts = useTexts(TEXTS);
  const watch = useMeeting(context.call, context.session);
  const { face, offsetMs, offlineSinceMs } = watch;
  const { remembered, read } = useRemembered(context, face);
  const workbench = useMemo(() => new Workbench(), [context]);
  const [view, setView] = useState<View>('task');
  const deskIsOpen = face !== null && isDeskOpen(face, face.nowMs);
  const desk = useDesk(context, { isOpen: deskIsOpen, isShown: view === 'desk' });
  const shownView = view === 'desk' && !deskIsOpen ? 'task' : view;
  const refresh = useCallback(() => {
    void read();
    watch.refresh();
  }, [read, watch.refresh]);
  const isReady = face !== null && remembered !== null;
  return (
    <div class="teller">
      <Head unit={face?.unit ?? ''} role={texts.slots[context.slot]} />
      {offlineSinceMs !== null && (
        <p class="note note-warn" role="status">
          {texts.offlineSince(clockTime(offlineSinceMs))}
        </p>
      )}
      {!isReady && <main>{offlineSinceMs === null && <p role="status">{texts.startingTitle}</p>}</main>}
      {isReady && (
        <SceneContext.Provider value={{ context, face, remembered, offsetMs, workbench, refresh }}>
          <Views
            scene={{ context, face, remembered, offsetMs, workbench, refresh }}
            view={shownView}
            desk={deskIsOpen ? desk : null}
            onView={setView}
          />
        </SceneContext.Provider>
      )}
    </div>
  );
}

function Head({ unit, role }: { readonly unit: string; readonly role: string }) {
  return (
    <header class="head">
      <p>
        <b>{role}</b>
        <br />
        {unit}
      </p>
      <LanguageSwitch />
    </header>
  );
}

interface ViewsProps {
  readonly scene: Scene;
  readonly view: View;
  /** `null` while the desk is closed. */
  readonly desk: Desk | null;
  readonly onView: (view: View) => void;
}

function Views({ scene, view, desk, onView }: ViewsProps) {
  const texts = useTexts(TEXTS);
  const { context, face, remembered } = scene;
  const task = currentTask({ slot: context.slot, face, remembered, serverNowMs: face.nowMs });
  const step = stepOf(task);
  const waiting = desk === null ? 0 : requestsToConfirm(desk, context);
  return (
    <>
      <nav class="views" aria-label={texts.views}>
        <ViewTab label={texts.tabTask} isChosen={view === 'task'} onChoose={() => onView('task')} />
        {desk !== null && (
          <ViewTab
            label={texts.tabDesk}
            badge={waiting > 0 ? texts.tabWaiting(waiting) : null}
            isChosen={view === 'desk'}
            onChoose={() => onView('desk')}
          />
        )}
        <ViewTab label={texts.tabDeeds} isChosen={view === 'deeds'} onChoose={() => onView('deeds')} />
      </nav>
      <main>
        {view === 'task' && step !== null && <p class="quiet">{texts.stepOf(STEPS.indexOf(step) + 1, STEPS.length)}</p>}
        {view === 'task' && <TaskScreen key={task.at} task={task} />}
        {view === 'desk' && desk !== null && <DeskScreen desk={desk} />}
        {view === 'deeds' && <DeedsScreen />}
      </main>
    </>
  );
}

interface TabProps {
  readonly label: string;
  readonly badge?: string | null;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function ViewTab({ label, badge = null, isChosen, onChoose }: TabProps) {
  return (
    <button type="button" class="view-tab" aria-current={isChosen ? 'page' : undefined} onClick={onChoose}>
      {label}
      {badge !== null && <span class="badge">{badge}</span>}
    </button>
  );
}

/** The step of the meeting that a task belongs to. */
function stepOf({ at }: Task): Step | null {
  switch (at) {
    case 'scan-again':
    case 'wait-freeze':
      return 'enrol';
    case 'read-manifest':
    case 'wait-arming':
      return 'arm';
    case 'check-code':
    case 'open-voting':
    case 'head-count':
    case 'closing-time':
    case 'close-box':
    case 'check-box':
    case 'open-box':
    case 'compare':
      return at;
    case 'wait-closing':
      return 'closing-time';
    case 'wait-board':
      return 'check-box';
    case 'enter-paper':
    case 'wait-paper':
    case 'settle-paper':
    case 'wait-settling':
      return 'paper';
    case 'wait-shares':
      return 'open-box';
    case 'wait-announcement':
    case 'announced':
      return 'result';
    case 'absent':
    case 'voided':
      return null;
  }
}
