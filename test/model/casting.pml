/*
 * From drawing to the board, on an honest server: processes crash between any two steps, the network loses, doubles and reorders, phones
 * start anew, and one delegate has a program of their own. docs/model.md says what each name means, what is left out, and what each
 * MUTANT_ flag weakens.
 *
 * Without BOUNDED, a request that was sent may be handled at any time and as often as one likes, and every answer may be lost: any
 * loss, doubling, delay and reordering. With BOUNDED (for what must come about in the end) there are FAULTS faults and nobody cheats.
 */
#include "meeting-head.pml"

#define DELEGATES 2
#define TOKENS 4
#define BIT(n) (1 << (n))
#define HAS(set, n) (((set) >> (n)) & 1)

#ifdef BOUNDED
byte faults;
#define MAY_FAIL faults < FAULTS
#define FAIL faults++
#define CHEAT 255
#else
#define MAY_FAIL true
#define FAIL skip
#define CHEAT 1
#endif

/* A delegate's blinded messages, and the tokens that come of them, are 0 and 1; so are the sealed ballots under one token. An honest
   phone makes the second of either only where a mutant lost the first. A ballot is a bit: delegate, token, which. */
#define BALLOT(d, token, which) (4 * (d) + 2 * (token) + (which))
#define OF_DELEGATE(set, d) (((set) >> (4 * (d))) & 15)
#define NONE 2

/* 0 before closesAt, 1 until the time limit of casting and the margin of the clocks are over, 2 from then on. */
byte time;
byte casting; /* castings that passed their checks and have not been ended */

/* Tables. */
byte code[DELEGATES] = NONE; /* Registry: the blinded message a code was drawn with */
byte box[TOKENS] = NONE;     /* BallotBox: by token, the ballot that lies there */
byte board;                  /* Meetings: the receipts of the closed box, a set of ballots */

/* Phones: the steps of web/vote/records.ts, as they are on record there. */
#define ARRIVED 0
#define DRAWING 1
#define DRAWN 2
#define SEALED 3
#define CAST 4
#define FOUND 5
#define MISSING 6
byte phone[DELEGATES];
byte nonce[DELEGATES] = NONE;
byte sealed[DELEGATES] = NONE;
byte asked[DELEGATES]; /* blinded messages on their way, a set */
byte sent[DELEGATES];  /* sealed ballots on their way, a set of 2 * token + which */
bool tooLate[DELEGATES];

/* Seen by nobody, for the properties: tokens whose blind signature has left, ballots whose signed receipt has left. */
byte drawnTokens[DELEGATES];
byte acknowledged;

/* With FAULTS to count, a request that is handled is gone, unless the network doubles it. */
#ifdef BOUNDED
inline taken(set, element) {
  if
  :: true -> set = set & ~BIT(element)
  :: MAY_FAIL -> FAIL
  fi
}
#else
inline taken(set, element) { skip }
#endif

inline hearToken() {
  if
  :: d == CHEAT -> sent[d] = sent[d] | (3 << (2 * token))
  :: d != CHEAT && phone[d] == DRAWING && nonce[d] == token -> phone[d] = DRAWN
  :: else
  fi
}
inline hearReceipt() {
  if
  :: d != CHEAT && phone[d] == SEALED && sealed[d] == which -> phone[d] = CAST
  :: else
  fi
}
inline hearTooLate() {
  if
  :: d != CHEAT && phone[d] < CAST -> tooLate[d] = true
  :: else
  fi
}

/* ---- one request in one process of a function: read, decide, one conditional write, answer ---- */

/* With time == 1 a process whose clock is behind still takes what another one refuses. */
#define IS_TOO_LATE (head >= CLOSED || (head == CLOSING && time > 0))
#define ISSUING_IS_OPEN (head <= VOTING || (head == CLOSING && time < 2))
#ifdef MUTANT_NO_NOTICE /* a closing time that casting, which keeps the state for 5 s, does not hear of before it comes */
#define VOTING_IS_OPEN (head == VOTING || head == CLOSING)
#else
#define VOTING_IS_OPEN (head == VOTING || (head == CLOSING && time < 2))
#endif

inline putBallot() {
  if
#ifdef MUTANT_PUT_OVERWRITES
  :: true -> box[2 * d + token] = which; isKept = true
#else
  :: box[2 * d + token] == NONE -> box[2 * d + token] = which; isKept = true
#ifdef MUTANT_SAME_BALLOT_REFUSED
  :: else -> isKept = false
#else
  :: else -> isKept = (box[2 * d + token] == which)
#endif
#endif
  fi
}

/* An answer that comes late is no other than a request that is handled late, so it comes with the write, or is lost. */
inline answerDrawing() {
  if
#ifdef MUTANT_DRAW_ANSWERS_ONCE
  :: HAS(drawnTokens[d], token)
  :: seen == token && !HAS(drawnTokens[d], token) ->
#else
  :: seen == token ->
#endif
    drawnTokens[d] = drawnTokens[d] | BIT(token);
    if
    :: MAY_FAIL -> FAIL
    :: true -> hearToken()
    fi
  :: seen != token /* code-used */
  fi
}
inline acknowledge() {
  acknowledged = acknowledged | BIT(BALLOT(d, token, which));
  if
  :: MAY_FAIL -> FAIL
  :: true -> hearReceipt()
  fi
}

#define ANY 255
#define MAY_TAKE(delegate) (only == ANY || only == delegate)
#define TAKE_A_REQUEST(delegate) \
  :: atomic { MAY_TAKE(delegate) && HAS(asked[delegate], 0) -> d = delegate; token = 0; goto draw } \
  :: atomic { MAY_TAKE(delegate) && HAS(asked[delegate], 1) -> d = delegate; token = 1; goto draw } \
  :: atomic { MAY_TAKE(delegate) && HAS(sent[delegate], 0) -> d = delegate; token = 0; which = 0; goto cast } \
  :: atomic { MAY_TAKE(delegate) && HAS(sent[delegate], 1) -> d = delegate; token = 0; which = 1; goto cast } \
  :: atomic { MAY_TAKE(delegate) && HAS(sent[delegate], 2) -> d = delegate; token = 1; which = 0; goto cast } \
  :: atomic { MAY_TAKE(delegate) && HAS(sent[delegate], 3) -> d = delegate; token = 1; which = 1; goto cast }

#define REST d = 0; token = 0; which = 0; seen = NONE; isKept = false; goto idle

proctype invocation(byte only) {
  byte d, token, which;
  byte seen = NONE;
  bool isKept;
idle:
  PAUSE;
  if
  TAKE_A_REQUEST(0)
  TAKE_A_REQUEST(1)
  fi;

draw:
  atomic {
    taken(asked[d], token);
    if
    :: ISSUING_IS_OPEN -> seen = code[d]
    :: IS_TOO_LATE -> hearTooLate(); REST
    fi
  };
  atomic {
    if
    :: MAY_FAIL -> FAIL; REST
    :: seen != NONE
#ifdef MUTANT_DRAW_WRITES_ANYWAY
    :: seen == NONE -> code[d] = token; seen = token
#else
    :: seen == NONE && code[d] == NONE -> code[d] = token; seen = token
    :: seen == NONE && code[d] != NONE -> seen = code[d] /* somebody was quicker: answered by what is stored */
#endif
    fi;
    answerDrawing();
    REST
  };

cast:
  atomic {
    taken(sent[d], 2 * token + which);
    if
    :: VOTING_IS_OPEN -> casting++
    :: IS_TOO_LATE -> hearTooLate(); REST
    :: head == ARMED -> REST
    fi
  };
#ifdef MUTANT_ACKNOWLEDGED_BEFORE_STORED
  atomic { acknowledge() };
#endif
  atomic {
    casting--;
    if
    :: MAY_FAIL -> FAIL; goto landsLate
    :: true -> putBallot()
    fi;
    if
    :: isKept -> acknowledge()
    :: else /* already-cast */
    fi;
    REST
  };
landsLate: /* the process was ended, by a crash or its time limit; its put is on the way, or was never sent */
  PAUSE;
  atomic {
    if
    :: true -> putBallot()
    :: true
    fi;
    REST
  }
}

/* ---- an honest delegate's phone: starting anew it goes on from its record, which is written before anything is sent ---- */

#ifdef MUTANT_BOARD_NOT_LOOKED_AT
#define LOOKS_WHEN_TOO_LATE(d) false
#else
#define LOOKS_WHEN_TOO_LATE(d) tooLate[d]
#endif

proctype delegate(byte d) {
  do
  :: atomic { phone[d] == ARRIVED -> nonce[d] = 0; phone[d] = DRAWING }
  :: atomic { phone[d] == DRAWING && !HAS(asked[d], nonce[d]) -> asked[d] = asked[d] | BIT(nonce[d]) }
  :: atomic { phone[d] == DRAWN -> sealed[d] = 0; phone[d] = SEALED }
  :: atomic {
       phone[d] == SEALED && !tooLate[d] && !HAS(sent[d], 2 * nonce[d] + sealed[d]) ->
       sent[d] = sent[d] | BIT(2 * nonce[d] + sealed[d])
     }
#ifdef MUTANT_BLINDING_STORED_LATE
  :: atomic { phone[d] == DRAWING && nonce[d] == 0 && MAY_FAIL -> FAIL; nonce[d] = 1 }
#endif
#ifdef MUTANT_SEALED_ANEW
  :: atomic { phone[d] == SEALED && sealed[d] == 0 && MAY_FAIL -> FAIL; sealed[d] = 1 }
#endif
  :: atomic {
       (phone[d] == CAST || (phone[d] == SEALED && LOOKS_WHEN_TOO_LATE(d))) && head == CLOSED ->
       if
       :: HAS(board, BALLOT(d, nonce[d], sealed[d])) -> phone[d] = FOUND
       :: else -> phone[d] = MISSING
       fi
     }
  :: phone[d] >= FOUND || (phone[d] < SEALED && tooLate[d]) || head == VOIDED -> break
  od
}

/* ---- what tellers press before the close, the clock, and the office that may void ---- */

#ifdef PATIENT /* the closing time comes once everybody has an acknowledgement: does it come? */
#define IS_TIME_TO_CLOSE (phone[0] == CAST && phone[1] == CAST)
#else
#define IS_TIME_TO_CLOSE true
#endif

proctype hall() {
  do
  :: atomic { head == ARMED -> advance(VOTING) }
  :: atomic { head == VOTING && IS_TIME_TO_CLOSE -> advance(CLOSING) }
  :: atomic { head == CLOSING && time == 0 -> time = 1 }
  :: atomic { head == CLOSING && time == 1 && casting == 0 -> time = 2 }
#ifndef BOUNDED
  :: atomic { head <= CLOSING -> advance(VOIDED) }
#endif
  :: head > CLOSING -> break
  od
}

/* ---- closing, pressed by two tellers at once: the box read partition by partition, then one conditional write ---- */

#ifdef MUTANT_NO_MARGIN
#define MAY_CLOSE (head == CLOSING && time >= 1)
#else
#define MAY_CLOSE (head == CLOSING && time == 2)
#endif

inline readPartition() {
  if
  :: box[2 * d] != NONE -> read = read | BIT(BALLOT(d, 0, box[2 * d]))
  :: else
  fi;
  if
  :: box[2 * d + 1] != NONE -> read = read | BIT(BALLOT(d, 1, box[2 * d + 1]))
  :: else
  fi;
  d++
}

proctype closing() {
  byte read, d;
again:
  PAUSE;
  if
  :: MAY_CLOSE
  :: head > CLOSING -> goto over
  fi;
  atomic { readPartition() };
  atomic { readPartition() };
  atomic {
    if
    :: MAY_FAIL -> FAIL; read = 0; d = 0; goto again
#ifdef MUTANT_CLOSED_AGAIN
    :: head == CLOSED -> rewritten = rewritten || board != read; board = read
#endif
    :: head == CLOSING -> board = read; advance(CLOSED)
    :: head > CLOSING
    fi
  };
over:
  read = 0; d = 0
}

#ifdef BOUNDED
/* So that no run ends: what must come about in the end is looked for in runs that go on. */
proctype passingTime() {
  do
  :: PAUSE
  od
}
#endif

init {
  atomic {
#ifdef BOUNDED
    run passingTime();
    run delegate(0);
    run delegate(1);
    run invocation(0);
    run invocation(1);
#else
    /* An honest delegate who has drawn: all that their phone may do before, the cheat may do as well. */
    code[0] = 0;
    drawnTokens[0] = 1;
    sent[0] = 1;
    asked[CHEAT] = 3;
    run invocation(ANY);
#ifdef TWO_CLOSE_AT_ONCE
    run closing();
#else
    run invocation(ANY);
#endif
#endif
    run hall();
    run closing()
  }
}

#define AT_MOST_ONE(set) (((set) & ((set) - 1)) == 0)
#define ONE_EACH(set) (AT_MOST_ONE(OF_DELEGATE(set, 0)) && AT_MOST_ONE(OF_DELEGATE(set, 1)))
#define KNOWS_THE_END(d) (phone[d] >= FOUND || (phone[d] < SEALED && tooLate[d]))

ltl one_token_a_code { [] (AT_MOST_ONE(drawnTokens[0]) && AT_MOST_ONE(drawnTokens[1])) }
ltl one_ballot_a_delegate { [] (ONE_EACH(board) && ONE_EACH(acknowledged)) }
ltl acknowledged_is_on_the_board { [] (head != CLOSED || (acknowledged & ~board) == 0) }
ltl no_closed_box_changes { [] (!wentBack && !rewritten) }
ltl who_keeps_trying_is_on_the_board { <> (head == CLOSED && OF_DELEGATE(board, 0) && OF_DELEGATE(board, 1)) }
ltl every_phone_learns_the_end { <> (KNOWS_THE_END(0) && KNOWS_THE_END(1)) }
