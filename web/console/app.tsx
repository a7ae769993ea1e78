import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { StaffRole } from '../../shared/contract/operation.ts';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { useTexts } from '../ui/texts.ts';
import { CollationScreen } from './collation/collation-screen.tsx';
import { FloorScreen } from './floor/floor-screen.tsx';
import { HomeScreen } from './home/home-screen.tsx';
import { InvitationsScreen } from './invitations/invitations-screen.tsx';
import { NominationScreen } from './nomination/nomination-screen.tsx';
import { type Opening, type OpeningActions, useOpening } from './opening.ts';
import { OutcomesScreen } from './outcomes/outcomes-screen.tsx';
import { PaperScreen } from './paper/paper-screen.tsx';
import { OpenScreen } from './plan/open-screen.tsx';
import { PlanScreen } from './plan/plan-screen.tsx';
import { PreparationScreen } from './preparation/preparation-screen.tsx';
import { RectificationScreen } from './rectification/rectification-screen.tsx';
import { ReportsScreen } from './reports/reports-screen.tsx';
import { RoundUpScreen } from './round-up/round-up-screen.tsx';
import { fragmentOf, type Route, useRoute } from './router.ts';
import { ScreeningScreen } from './screening/screening-screen.tsx';
import { AUDIT_READERS, AuditScreen } from './screens/audit-screen.tsx';
import { CardsScreen } from './screens/cards-screen.tsx';
import { EnrolmentScreen } from './screens/enrolment-screen.tsx';
import { ImportScreen } from './screens/import-screen.tsx';
import { RoundsScreen } from './screens/rounds-screen.tsx';
import { SignInScreen } from './screens/sign-in-screen.tsx';
import { UnitScreen } from './screens/unit-screen.tsx';
import type { StaffSession } from './sign-in/staff-session.ts';
import { DeskContext, staffCall } from './staff-api.ts';
import { TEXTS } from './texts.ts';

function Screen({ route }: { readonly route: Route }) {
  switch (route.screen) {
    case 'rounds':
      return <RoundsScreen round={route.round} />;
    case 'import':
      return <ImportScreen />;
    case 'open':
      return <OpenScreen />;
    case 'unit':
      return <UnitScreen round={route.round} session={route.session} />;
    case 'cards':
      return <CardsScreen round={route.round} session={route.session} />;
    case 'paper':
      return <PaperScreen round={route.round} session={route.session} />;
    case 'enrolment':
      return <EnrolmentScreen round={route.round} session={route.session} />;
    case 'nomination':
      return <NominationScreen round={route.round} session={route.session} />;
    case 'screening':
      return <ScreeningScreen round={route.round} session={route.session} />;
    case 'invitations':
      return <InvitationsScreen round={route.round} session={route.session} />;
    case 'preparation':
      return <PreparationScreen round={route.round} session={route.session} />;
    case 'reports':
      return <ReportsScreen round={route.round} session={route.session} />;
    case 'collation':
      return <CollationScreen round={route.round} session={route.session} />;
    case 'floor':
      return <FloorScreen round={route.round} session={route.session} />;
    case 'rectification':
      return <RectificationScreen round={route.round} session={route.session} />;
    case 'outcomes':
      return <OutcomesScreen round={route.round} session={route.session} />;
    case 'plan':
      return <PlanScreen round={route.round} />;
    case 'home':
      return <HomeScreen round={route.round} />;
    case 'round-up':
      return <RoundUpScreen round={route.round} />;
    case 'audit':
      return <AuditScreen />;
  }
}

type Place = { readonly to: Route; readonly name: string };

/** What a role has no business with is not offered; who comes by address is told why. */
function placesOf(texts: typeof TEXTS.zh, role: StaffRole | null): readonly Place[] {
  const places: Place[] = [{ to: { screen: 'home', round: null }, name: texts.rounds }];
  if (role === 'inspection-office') places.push({ to: { screen: 'import' }, name: texts.importLists });
  if (AUDIT_READERS.some((reader) => reader === role)) places.push({ to: { screen: 'audit' }, name: texts.audit });
  return places;
}

/** The screens of a round and of its units lie below the home. */
const isWithin = (route: Route, place: Route) =>
  route.screen === place.screen || (place.screen === 'home' && 'round' in route);

function Navigation({ route, role }: { readonly route: Route; readonly role: StaffRole | null }) {
  const texts = useTexts(TEXTS);
  return (
    <nav aria-label={texts.mainNavigation}>
      <ul class="main-navigation">
        {placesOf(texts, role).map(({ to, name }) => (
          <li key={to.screen}>
            <a
              href={fragmentOf(to)}
              {...(isWithin(route, to)
                ? { 'aria-current': route.screen === to.screen ? ('page' as const) : true }
                : {})}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface HeaderProps {
  readonly countyName: string;
  readonly session: StaffSession;
  readonly route: Route;
  readonly onSignOut: () => void;
}

function Header({ countyName, session, route, onSignOut }: HeaderProps) {
  const texts = useTexts(TEXTS);
  const role = session.role === null ? texts.noRole : texts.roles[session.role];
  return (
    <header class="console-header no-print">
      <p class="console-title">
        <strong>{texts.product}</strong> · {countyName}
      </p>
      <Navigation route={route} role={session.role} />
      <div class="console-account">
        <span>{texts.signedInAs(session.name, role)}</span>
        <LanguageSwitch />
        <button type="button" class="language-switch" onClick={onSignOut}>
          {texts.signOut}
        </button>
      </div>
    </header>
  );
}

function ExpiredNote({ onSignIn }: { readonly onSignIn: () => void }) {
  const texts = useTexts(TEXTS);
  return (
    <div class="note note-warn stack-small no-print" role="alert">
      <p>
        <strong>{texts.signInExpired}</strong>
      </p>
      <p>{texts.signInExpiredDetail}</p>
      <button type="button" class="button button-strong" onClick={onSignIn}>
        {texts.signInAgain}
      </button>
    </div>
  );
}

/** Another screen starts at its top, for eyes and for screen readers. */
function useFocusOnChange(address: string) {
  const place = useRef<HTMLElement>(null);
  const shown = useRef(address);
  useLayoutEffect(() => {
    if (shown.current === address) return;
    shown.current = address;
    scrollTo(0, 0);
    place.current?.focus();
  }, [address]);
  return place;
}

interface SignedInProps {
  readonly opening: Opening & { readonly kind: 'signed-in' };
  readonly actions: OpeningActions;
}

function SignedIn({ opening, actions }: SignedInProps) {
  const texts = useTexts(TEXTS);
  const route = useRoute();
  const main = useFocusOnChange(fragmentOf(route));
  const { config, session, expired } = opening;
  const { expire } = actions;
  const desk = useMemo(
    () => (session.role === null ? null : { config, session, role: session.role, api: staffCall(session, expire) }),
    [config, session, expire],
  );
  return (
    <>
      <Header countyName={config.countyName} session={session} route={route} onSignOut={() => void actions.signOut()} />
      <main class="console-main stack" ref={main} tabIndex={-1}>
        {expired && <ExpiredNote onSignIn={() => void actions.signIn()} />}
        {desk === null ? (
          <p class="note note-warn">{texts.noRoleDetail}</p>
        ) : (
          <DeskContext.Provider value={desk}>
            <Screen key={fragmentOf(route)} route={route} />
          </DeskContext.Provider>
        )}
      </main>
    </>
  );
}

function Unavailable() {
  const texts = useTexts(TEXTS);
  return (
    <main class="console-main stack">
      <h1>{texts.unavailable}</h1>
      <p class="note note-bad" role="alert">
        {texts.unavailableDetail}
      </p>
      <button type="button" class="button button-strong" onClick={() => location.reload()}>
        {texts.reload}
      </button>
    </main>
  );
}

/** The console: sign-in first, then the screen that the address names. */
export function App() {
  const texts = useTexts(TEXTS);
  const [opening, actions] = useOpening();
  switch (opening.kind) {
    case 'starting':
      return (
        <main class="console-main">
          <p role="status">{texts.starting}</p>
        </main>
      );
    case 'unavailable':
      return <Unavailable />;
    case 'signed-out':
      return (
        <SignInScreen countyName={opening.config.countyName} failure={opening.failure} onSignIn={actions.signIn} />
      );
    case 'signed-in':
      return <SignedIn opening={opening} actions={actions} />;
  }
}
