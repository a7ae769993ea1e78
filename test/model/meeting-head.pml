/* The head of a meeting (shared/process/meeting-state.ts), from `armed` on, and what must never happen to it. */
#define ARMED 0
#define VOTING 1
#define CLOSING 2
#define CLOSED 3
#define COUNTED 4
#define ANNOUNCED 5
#define VOIDED 6
byte head = ARMED;

bool wentBack;  /* a step back, or out of what is final */
bool rewritten; /* something that is written once was written otherwise */

inline advance(to) {
  wentBack = wentBack || to <= head || head >= ANNOUNCED;
  head = to
}

/* Others may go on here. Spin goes from one atomic sequence into the next without a break where a goto leads from one into the other. */
#define PAUSE head <= VOIDED
