/*
 * From the closing time to the announcement, on an honest server: three tellers whose browsers and requests stop between any two steps,
 * one of whom may spoil shares, ask too early, vote to void, or vanish. docs/model.md says what each name means and what each
 * MUTANT_ flag weakens. With BOUNDED (for what must come about in the end) there are FAULTS faults, and nobody voids.
 */
#include "meeting-head.pml"

#ifdef BOUNDED
byte faults;
#define MAY_FAIL faults < FAULTS
#define FAIL faults++
#else
#define MAY_FAIL true
#define FAIL skip
#endif

#define LIAR 2
#define BIT(n) (1 << (n))
#define HAS(set, n) (((set) >> (n)) & 1)
#define TWO_OF(set) ((set) == 3 || (set) == 5 || (set) == 6 || (set) == 7)

byte board;    /* a set of two delegates' ballots */
byte spoilt;   /* the ballots of which the liar's share does not open */
byte boardSigned, sharesIn, voices, voidedBy; /* sets of tellers */
byte counted;  /* results that were counted: bit n for the openers n, a set of tellers */
byte openedBy; /* fixed by the first voice */
byte documents; /* editions of the documents that are written: bit n for those that carry the voices n, a set of tellers */
byte published; /* the edition that is announced */
byte result;   /* ballots counted in what was announced */

/* Seen by nobody, for the properties. */
bool openedEarly;

#define IS_OPEN_BOX (head == CLOSED || head == COUNTED)
/* A pair of which one is the liar does not open a ballot whose share is spoilt; three do, by the other two. */
#define VOID_FROM(openers) (((openers) == 5 || (openers) == 6) -> (board & spoilt) : 0)

#ifdef MUTANT_NO_THIRD_SET
#define THIRD_IS_NEEDED(openers) false
#else
#define THIRD_IS_NEEDED(openers) VOID_FROM(openers)
#endif
#ifdef MUTANT_SHARES_BEFORE_SIGNATURES
#define TAKES_SHARES IS_OPEN_BOX
#else
#define TAKES_SHARES (IS_OPEN_BOX && TWO_OF(boardSigned))
#endif
#ifdef MUTANT_OPENERS_NOT_FIXED
#define FITS(openers) true
#else
#define FITS(openers) (openedBy == 0 || openedBy == (openers))
#endif

/* Two tellers void, before or after their word on the result; one more option where a teller waits. */
#ifdef BOUNDED
#define MAY_VOTE_TO_VOID
#else
#define MAY_VOTE_TO_VOID :: atomic { t != 0 && IS_OPEN_BOX -> voidedBy = voidedBy | BIT(t); voidIfBoth(); goto over }
#endif
inline voidIfBoth() {
  if
  :: TWO_OF(voidedBy) -> advance(VOIDED)
  :: else
  fi
}

proctype hall() {
  atomic {
#ifdef BOUNDED
    board = 3;
#else
    if
    :: board = 1
    :: board = 2
    :: board = 3
    fi;
#endif
    advance(CLOSED)
  }
}

#ifdef MUTANT_ONE_PLACE_FOR_DOCUMENTS /* who writes, writes over what is there */
#define WRITE(words) documents = BIT(words)
#else
#define WRITE(words) documents = documents | BIT(words)
#endif
#ifdef MUTANT_WORDS_NOT_LOOKED_FOR_AGAIN
#define NOBODY_SPOKE_SINCE true
#else
#define NOBODY_SPOKE_SINCE (voices == words)
#endif
#ifdef MUTANT_NOT_PUBLISHED_AGAIN /* a signature that is in is answered, and nothing more */
#define AFTER_A_CRASH goto over
#else
#define AFTER_A_CRASH goto publish
#endif

proctype teller(byte t) {
  byte openers, words;

  if
  :: atomic { IS_OPEN_BOX -> boardSigned = boardSigned | BIT(t) }
  :: t == LIAR
  :: head >= ANNOUNCED -> goto over
  fi;
  if
  :: atomic { /* an honest page waits for two signatures; the liar's asks at once, and only the function holds it back */
       TAKES_SHARES && (t == LIAR || TWO_OF(boardSigned)) ->
       openedEarly = openedEarly || !TWO_OF(boardSigned);
       if
       :: t == LIAR -> spoilt = 3
#ifndef BOUNDED
       :: t == LIAR -> spoilt = 1
#endif
       :: true
       fi;
       sharesIn = sharesIn | BIT(t)
     }
  :: t == LIAR -> goto over
  :: head >= ANNOUNCED -> goto over
  fi;

count:
  PAUSE;
  if
  :: atomic {
       IS_OPEN_BOX && TWO_OF(sharesIn) ->
       if
       :: openedBy != 0 -> openers = openedBy
       :: else -> openers = sharesIn
       fi;
       counted = counted | BIT(openers);
       if
       :: head == CLOSED -> advance(COUNTED)
       :: else
       fi
     }
  :: atomic { head == ANNOUNCED -> openers = openedBy }
  :: head == VOIDED -> goto over
  :: t == LIAR -> goto over
  fi;
sign:
  PAUSE;
  if
  :: atomic {
       (head == COUNTED || head == ANNOUNCED) && HAS(counted, openers) && FITS(openers) &&
         (openedBy != 0 || !THIRD_IS_NEEDED(openers)) ->
       rewritten = rewritten || (openedBy != 0 && openedBy != openers);
       openedBy = openers;
       voices = voices | BIT(t)
     }
  :: head == COUNTED && !FITS(openers) -> goto count
  :: head == COUNTED && openedBy == 0 && THIRD_IS_NEEDED(openers) && sharesIn == 7 -> goto count
  :: head == ANNOUNCED && !FITS(openers) -> goto count
  :: head == VOIDED -> goto over
  :: t == LIAR -> goto over
  MAY_VOTE_TO_VOID
  fi;

publish: /* documents first, then the announcement; after a crash between them the teller's page asks again */
  PAUSE;
  if
  :: atomic {
       (head == COUNTED || head == ANNOUNCED) && TWO_OF(voices) && !(head == ANNOUNCED && published == voices) ->
       words = voices
     }
  :: head == ANNOUNCED && published == voices -> goto over
  :: head == VOIDED -> goto over
  MAY_VOTE_TO_VOID
  fi;
write:
  PAUSE;
  atomic {
    if
    :: MAY_FAIL -> FAIL; AFTER_A_CRASH
    :: true -> WRITE(words)
    fi
  };
  atomic {
    if
    :: MAY_FAIL -> FAIL; AFTER_A_CRASH
    :: head == COUNTED && NOBODY_SPOKE_SINCE ->
      advance(ANNOUNCED);
      published = words;
      result = board & ~VOID_FROM(openedBy)
    :: head == ANNOUNCED && NOBODY_SPOKE_SINCE -> published = words
    :: (head == COUNTED || head == ANNOUNCED) && !NOBODY_SPOKE_SINCE -> goto publish
#ifdef MUTANT_ANNOUNCED_THOUGH_VOIDED
    :: head == VOIDED -> advance(ANNOUNCED)
#else
    :: head == VOIDED
#endif
    fi
  };
over:
  openers = 0;
  words = 0
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
  head = CLOSING;
  atomic {
#ifdef BOUNDED
    run passingTime();
#endif
    run hall();
    run teller(0);
    run teller(1);
    run teller(LIAR)
  }
}

ltl nothing_opens_before_the_close { [] (!openedEarly && (sharesIn == 0 || head >= CLOSED)) }
ltl no_step_goes_back { [] (!wentBack && !rewritten) }
ltl result_counts_the_board { [] (head != ANNOUNCED || result == board) }
ltl the_meeting_ends { <> [] (head == ANNOUNCED && published == voices) }
ltl documents_carry_every_word { <> [] (head == ANNOUNCED && published == voices && HAS(documents, published)) }
