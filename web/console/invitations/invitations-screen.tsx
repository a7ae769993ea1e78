import { type UnitAddress, UnitFrame } from '../unit/unit-frame.tsx';

export function InvitationsScreen({ round, session }: UnitAddress) {
  return (
    <UnitFrame
      round={round}
      session={session}
      title={({ unit }) => unit.name}
      back={{ screen: 'unit', round, session }}
    >
      {() => null}
    </UnitFrame>
  );
}
