/*
 * A server that lies, with or without one teller (ONE_TELLER_LIES): it has every table, the token key and the box key, hears and says what
 * it likes to whom it likes, as often and in the order it likes. It cannot sign for an honest teller, find a second ballot for a
 * receipt, or make bytes for the receipt of a ballot it never got. docs/model.md says what each name means and what each MUTANT_ flag weakens.
 *
 * One process: whatever happens next is the server's choice. Browsers stop and start between any two events; what is here is what
 * they keep.
 */
#define BIT(n) (1 << (n))
#define HAS(set, n) (((set) >> (n)) & 1)
#ifdef ONE_TELLER_LIES
#define HONEST 2
#define LIARS 1
#else
#define HONEST 3
#define LIARS 0
#endif

/* Ballots: two delegates' own, one that the server made under the first one's token, one under a token it drew itself. A board is a set. */
#define FORGED 4
#define MINTED 8
#define BOARDS 16
#define NONE 255
#define HEADS 2 /* delegates in the hall, as the tellers counted */
#define SIZE(b) (HAS(b, 0) + HAS(b, 1) + HAS(b, 2) + HAS(b, 3))
#define SERVER_HAS(b) (((b) & 3 & ~received) == 0 && (((b) & FORGED) == 0 || HAS(received, 0)))
#define HAS_A_TOKEN_TWICE(b) (((b) & 1) && ((b) & FORGED))

bool isClosed; /* the closing time, as it counts down in the hall */
byte received; /* delegates' ballots that reached the server */

#define SIGNED_BY(t, b) HAS(signs[t], b)
#if HONEST == 3
#define SIGNATURES(b) (SIGNED_BY(0, b) + SIGNED_BY(1, b) + SIGNED_BY(2, b))
#else
#define SIGNATURES(b) (SIGNED_BY(0, b) + SIGNED_BY(1, b) + LIARS)
#endif
int signs[HONEST];                   /* boards this teller's signature is out for: a set of sets */
byte signedBoard[HONEST] = NONE;      /* what its browser remembers: the one board it signs, */
int opens[HONEST];                   /* boards its shares are out for */
byte openedBoard[HONEST] = NONE;      /* the one board it opens, */
byte voice[HONEST] = NONE;            /* the result it signed: a board, and what is wrong with it */
#define WITH_VOID 16
#define ALTERED 32

/* Phones. */
bool acknowledged[2]; /* the phone says so */
bool hasProof[2];     /* and holds ballot, receipt and the box key's signature */
bool found[2];        /* found on a board, all that erased */

/* Seen by nobody, for the properties. */
bool openedEarly, openedUnsigned, twoBoards, unproven;
byte signedTwice; /* boards with two signatures, the first of them plus 1 */

#ifdef NOT_IN_ONE_ROOM /* tellers believe the closing time that the server tells each of them */
#define MAY_BE_CLOSED true
#else
#define MAY_BE_CLOSED isClosed
#endif

#ifdef MUTANT_TOKENS_NOT_COMPARED
#define IS_SOUND(b) SERVER_HAS(b)
#else
#define IS_SOUND(b) (SERVER_HAS(b) && !(HAS_A_TOKEN_TWICE(b)))
#endif
#ifdef MUTANT_HEADS_NOT_COUNTED
#define FITS_THE_HALL(b) true
#else
#define FITS_THE_HALL(b) (SIZE(b) <= HEADS)
#endif
#ifdef MUTANT_SIGNED_BOARD_FORGOTTEN
#define SIGNS_ONLY(t, b) true
#else
#define SIGNS_ONLY(t, b) (signedBoard[t] == NONE || signedBoard[t] == (b))
#endif
#ifdef MUTANT_OPENED_BOARD_FORGOTTEN
#define OPENS_ONLY(t, b) true
#else
#define OPENS_ONLY(t, b) (openedBoard[t] == NONE || openedBoard[t] == (b))
#endif
#ifdef MUTANT_OPENED_WITHOUT_SIGNATURES
#define IS_SIGNED(b) true
#else
#define IS_SIGNED(b) (SIGNATURES(b) >= 2)
#endif
#ifdef MUTANT_OPENED_BEFORE_THE_CLOSE
#define MAY_OPEN true
#else
#define MAY_OPEN MAY_BE_CLOSED
#endif
#ifdef MUTANT_BOARD_BELIEVED_UNSIGNED
#define IS_BELIEVED(b) true
#else
#define IS_BELIEVED(b) (SIGNATURES(b) >= 2)
#endif

/* A result is accepted with two signatures over it. */
#if HONEST == 3
#define IS_ACCEPTED(t) (voice[t] != NONE && (voice[t] == voice[(t + 1) % 3] || voice[t] == voice[(t + 2) % 3]))
#else
#define IS_ACCEPTED(t) (voice[t] != NONE)
#endif
#define BOARD_OF(t) (voice[t] % BOARDS)
/* An honest teller who signed another board than was counted: in the hall, with both signatures. */
#if HONEST == 3
#define SIGNED_ANOTHER(b) ((signs[0] | signs[1] | signs[2]) & ~BIT(b))
#else
#define SIGNED_ANOTHER(b) ((signs[0] | signs[1]) & ~BIT(b))
#endif
#define IS_WRONGED(t, d) \
  (IS_ACCEPTED(t) && acknowledged[d] && !HAS(BOARD_OF(t), d) && !hasProof[d] && !(SIGNED_ANOTHER(BOARD_OF(t))))

inline lookForTheWronged() {
  unproven = unproven || IS_WRONGED(0, 0) || IS_WRONGED(0, 1) || IS_WRONGED(1, 0) || IS_WRONGED(1, 1)
}

/* Which honest teller, and which board that this one accepts for what is asked. */
#if HONEST == 3
#define SOME_TELLER if :: t = 0 :: t = 1 :: t = 2 fi
#else
#define SOME_TELLER if :: t = 0 :: t = 1 fi
#endif
#define SOME_DELEGATE if :: d = 0 :: d = 1 fi
#define SOME_BOARD(fits) \
  if \
  :: fits(0) -> b = 0 :: fits(1) -> b = 1 :: fits(2) -> b = 2 :: fits(3) -> b = 3 \
  :: fits(4) -> b = 4 :: fits(5) -> b = 5 :: fits(6) -> b = 6 :: fits(7) -> b = 7 \
  :: fits(8) -> b = 8 :: fits(9) -> b = 9 :: fits(10) -> b = 10 :: fits(11) -> b = 11 \
  :: fits(12) -> b = 12 :: fits(13) -> b = 13 :: fits(14) -> b = 14 :: fits(15) -> b = 15 \
  :: true -> b = NONE \
  fi
#define IS_TO_SIGN(b) (IS_SOUND(b) && FITS_THE_HALL(b) && SIGNS_ONLY(t, b))
#define IS_TO_OPEN(b) (SERVER_HAS(b) && IS_SIGNED(b) && OPENS_ONLY(t, b))
#define IS_TO_FIND(b) (SERVER_HAS(b) && IS_BELIEVED(b) && HAS(b, d))

/* The share set of a teller as the server shows it to another one: not yet in, as its owner signed it, or spoilt, which a liar signs too. */
#define ABSENT 0
#define GOOD 1
#define SPOILT 2
inline isShown(set, owner) {
  if
  :: set = ABSENT
  :: owner < HONEST && HAS(opens[owner % HONEST], openedBoard[t]) -> set = GOOD
  :: owner >= HONEST -> set = GOOD
  :: owner >= HONEST -> set = SPOILT
#ifdef MUTANT_SHARES_NOT_VERIFIED
  :: owner < HONEST -> set = SPOILT
#endif
  fi
}

init {
  byte t, d, b, one, other;
  do
  :: atomic { /* a ballot is cast, and acknowledged or not */
       !isClosed ->
       SOME_DELEGATE;
       received = received | BIT(d);
       if
       :: true -> acknowledged[d] = true; hasProof[d] = !found[d]
       :: true
       fi;
       t = 0; d = 0; b = 0
     }
#ifdef MUTANT_RECEIPT_NOT_VERIFIED
  :: atomic { SOME_DELEGATE; acknowledged[d] = true; t = 0; d = 0; b = 0 }
#endif
  :: atomic { !isClosed -> isClosed = true }
  :: atomic { /* an honest teller is shown a board, signs it, or has it remembered and crashes; that the box is closed it hears of the server alone */
       SOME_TELLER;
       SOME_BOARD(IS_TO_SIGN);
       if
       :: b != NONE ->
         signedBoard[t] = b;
         if
         :: true
         :: true ->
           signs[t] = signs[t] | BIT(b);
           if
           :: SIGNATURES(b) >= 2 ->
             twoBoards = twoBoards || (signedTwice != 0 && signedTwice != b + 1);
             signedTwice = (signedTwice == 0 -> b + 1 : signedTwice)
           :: else
           fi
         fi
       :: else
       fi;
       t = 0; d = 0; b = 0
     }
  :: atomic { /* is shown a board with signatures, and opens its shares of it */
       MAY_OPEN ->
       SOME_TELLER;
       SOME_BOARD(IS_TO_OPEN);
       if
       :: b != NONE ->
         openedBoard[t] = b;
         opens[t] = opens[t] | BIT(b);
         openedEarly = openedEarly || !isClosed;
         openedUnsigned = openedUnsigned || SIGNATURES(b) < 2
       :: else
       fi;
       t = 0; d = 0; b = 0
     }
  :: atomic { /* recounts from the share sets that it is shown, and signs */
       SOME_TELLER;
       if
       :: openedBoard[t] != NONE && voice[t] == NONE ->
         isShown(one, (t + 1) % 3);
         isShown(other, (t + 2) % 3);
         if
         :: one == GOOD || other == GOOD -> voice[t] = openedBoard[t]
         /* One spoilt set waits for the third; with three in, what does not open is void. An empty board has nothing to spoil. */
         :: one == SPOILT && other == SPOILT ->
           if
           :: openedBoard[t] == 0 -> voice[t] = 0
           :: else -> voice[t] = openedBoard[t] + WITH_VOID
           fi
#ifdef MUTANT_RESULT_NOT_RECOMPUTED
         :: one != ABSENT || other != ABSENT -> voice[t] = openedBoard[t] + ALTERED
#endif
         :: else
         fi
       :: else
       fi;
       lookForTheWronged();
       one = 0; other = 0; t = 0; d = 0; b = 0
     }
  :: atomic { /* a phone is shown a board, whole, with signatures */
       isClosed ->
       SOME_DELEGATE;
       SOME_BOARD(IS_TO_FIND);
       if
       :: b != NONE -> found[d] = true; hasProof[d] = false
       :: else
       fi;
       lookForTheWronged();
       t = 0; d = 0; b = 0
     }
  od
}

#define SOME_SIGNED(b) (SIGNED_BY(0, b) || SIGNED_BY(1, b) || SIGNED_BY(HONEST - 1, b))
/* Boards by their number: 5, 7, 13, 15 have the first token twice; 7, 11, 13, 14, 15 have three ballots or four. */
#define AT_MOST_ONE(set) (((set) & ((set) - 1)) == 0)

ltl lying_opens_nothing_before_the_close { [] !openedEarly }
ltl lying_opens_signed_boards_only { [] !openedUnsigned }
ltl lying_opens_one_board { [] (AT_MOST_ONE(opens[0]) && AT_MOST_ONE(opens[1]) && AT_MOST_ONE(opens[HONEST - 1])) }
ltl lying_has_no_token_twice { [] !(SOME_SIGNED(5) || SOME_SIGNED(7) || SOME_SIGNED(13) || SOME_SIGNED(15)) }
ltl lying_has_no_more_ballots_than_heads { [] !(SOME_SIGNED(7) || SOME_SIGNED(11) || SOME_SIGNED(13) || SOME_SIGNED(14) || SOME_SIGNED(15)) }
ltl lying_has_one_signed_board { [] !twoBoards }
ltl lying_is_found_out { [] !unproven }
ltl lying_alters_no_result { [] (!(IS_ACCEPTED(0) && voice[0] >= ALTERED) && !(IS_ACCEPTED(1) && voice[1] >= ALTERED)) }
ltl lying_voids_no_ballot { [] (!(IS_ACCEPTED(0) && (voice[0] & WITH_VOID)) && !(IS_ACCEPTED(1) && (voice[1] & WITH_VOID))) }
