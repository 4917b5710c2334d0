#!/usr/bin/env python3
"""What other parameters of StoryRules would give: one after another is moved, and a table printed.

    WIREDESK_BENCH=1 swift build -c release --product bench-stories
    Tests/Bench/stories.py .build/release/bench-stories ITEMS.jsonl GOLD.tsv [RULE=VALUE,VALUE...]...

Without RULEs those of `steps` are tried. Choose on data for development only. What was found on the 199,171 headlines of the UCI
News Aggregator's earlier half (B3 is B-cubed F1), each line beside the settings named last before it:

    settings                                                            B3 P   B3 R   B3 F1  ARI
    no stem but the plural's; two words shared; 0.0075, 0.10; 192, 768  .8025  .6790  .7356  .6984
      neighbours 40                                                     .7883  .6872  .7343  .6920
      leastMean 0.01                                                    .8220  .6522  .7273  .6897
      leastMean 0.005                                                   .7686  .7088  .7375  .6899
      400 of a word, 2048 in all                                        .8050  .6810  .7379  .7028
      128 of a word, 512 in all                                         .8024  .6758  .7336  .6955
      fading over 12 hours                                              .7450  .7139  .7291  .6746
      rarity over 3 days                                                .8031  .6737  .7327  .6946
      rarity with the day's own count always                            .8032  .6758  .7340  .6974
      idf^1 / idf^0.5 instead of idf^0.75                               .8139 / .7903  .6586 / .6929  .7280 / .7384  .6881 / .6997
      pairs of words half / an eighth instead of a quarter              .8260 / .7942  .6463 / .6868  .7252 / .7366  .6877 / .6978
      one word shared                                                   .7480  .7183  .7328  .7032
    400, 2048; stems of verbs too                                       .7990  .6903  .7407  .7054
      one word shared, leastMeanOfOne 0.15                              .7569  .7284  .7424  .7122
      one word shared, leastMeanOfOne 0.20                              .7722  .7267  .7488  .7176
      one word shared, leastMeanOfOne 0.25                              .7829  .7191  .7497  .7163
      one word shared, 0.15, leastMean 0.006                            .7372  .7427  .7399  .7071
      one word shared, 0.15, leastLikeness 0.06, neighbours 40          .6654  .7766  .7167  .6795
      one word shared, 0.15, fading over 10 hours                       .7241  .7468  .7353  .7000

When fading came to follow the items (`Pace`), `delay` moving each item back in time by an exponential of that mean; first 60,000 items:

    delay 0 / 12 / 24 / 48 h        B3 F1                      
      pace 0 (8 h) always           .8059 / .6608 / .5558 / .4239
      pace 2 (16 h) always          .7937 / .7033 / .6451 / .5713
      pace 3 (23 h) always          .7737 / .7001 / .6635 / .6068
      pace 4 (32 h) always          .7573 / .7005 / .6616 / .6089
      as the items tell             .8068 / .7033 / .6595 / .6053
      ... bounds of the levels a fifth higher                      .8056 at delay 0; on all 199,171 .7673 instead of .7631
    words that a source puts over much of its own weigh as they are common there: .8056 (.8059 without); at delay 24 .6549 (.6557):
      headlines alone have none to speak of; chosen for openings
    ofOneSource 0.8 / 0.6 / 0.45 / 0.3    .8056 / .8039 / .8046 / .8054: indifferent here, so as low as the guard needs (one source twice in a story needs more than two sources do)
    gainOfShared 0 / 0.05 / 0.1 / 0.15    .8056 / .8002 / .7986 / .7866; 0.1 with leastMeanOfOne 0.22 .8009, with leastLikeness 0.09 .8044
    nameGain 0.35 / 0.7 / 1.0             .8056 / .8006 / .7901
    pairs^0.5 instead of pairs^0.75       .8008 at best (leastMean 0.002, leastMeanOfOne 0.2)
Items that have an opening (none here has) against judged pairs of corpus/real, three samples of stories and neighbours by hand (P and R of
pairs in the three; of some 740 items with another of their event in the sample, how many were left alone; stories of two sources):

    leastMeanOfOneTold .22 and leastMeanOfTold 0, falling with pairs^0.75 as for headlines   P .66 .65     left alone 52 of 524
    one pair .20, many .18, with the root of the pairs                P .80 .83     R .73 .71      75 of 524
    one pair .17, many .28; nameGain none for these                   P .90 .87     R .67 .64      79
    ... fading as at pace 3 at least; .22, .40                        P .90 .85 R .69 .67     78
    ... .24, .40                                                      P .92 .85 R .67 .65     80
    ... .28, .50                                                      P .93 .85 R .57 .56     108
    ... .22, .40, leastLikenessOfTold .20 (as it is)                  P .90 .85 R .68 .66     73; in two later samples P .89 .83
    ... the same with .24 but leastLikenessOfTold as for headlines    in two later samples P .87 .81; .17 .89 .84 (.24), .87 .82 (.22)
    What is asked of one pair falls below .17 (pace 0-1): of the pairs of two sources joined newly 13 of 22 (.155), 5 of 22 (.14), 7 of 22
    (.125) are right. ofOneSource .35 / .6: P .90 / .82; gainOfShared .05 / .15: R .66 / .70 at P .89 / .85; neighbours 20: as 12.
    How well one pair is told right from wrong (area under the curve, 424 judged pairs of two): cosine .882; with rare words of the whole
    text, names, the sum of the rarest three, time apart, all together .893: words alone go no further.

When genres (`Genre`) and the words that titles share came in: five samples of stories judged pair by pair, by another judge than before (in
parentheses: by all labels there are, with those of the samples above). P and R of judged pairs, items left alone of 855 with another of theirs:

    before                                                            P .79 (.85), R (.63)
    what tells of many things joins nothing                           (.87), R (.63)
    ... what looks at an event from outside counts 0.6 / 0.01         (.88) / (.88), R (.62) / (.62); on headlines alone F1 .7553 instead of .7593,
      round-ups .7593 instead of .7608: so neither is asked of headlines
    ... gainOfTitle .05 / .1 / .15, the rest as before                (.90) / (.91) / (.91), R (.61) / (.60) / (.59)
    ... whether names and other words are shared, both                no better than a higher mean; nor is a bound of 0.5-0.8 on one likeness
    250 random settings of gainOfTitle, gainOfSharedOfTold, leastMeanOfOneTold, leastMeanOfTold, leastLikenessOfTold, slowest fading, ofPair
      and ofOneSource lie on one line from (.92) at R (.62) to (.95) at R (.55); the one taken is of its middle
    leastMeanOfOneTold, leastMeanOfTold = .24 .30                     P .84 (.84), R (.71), alone .140
    ... .30 .38                                                       P .83 (.85), R (.65), alone .181
    ... .40 .50                                                       P .86 (.89), R (.59), alone .247
    ... .48 .60                                                       P .88 (.91), R (.52), alone .322
    ... .60 .75                                                       P .93 (.95), R (.42), alone .368
    ... .70 .88                                                       P .94 (.95), R (.36), alone .421
    ... .40 .70                                                       P .88 (.91), R (.55), alone .255
    ... .38 .70, ofBackground .45 (as it is)                          a fresh sample: P .86, with opinion and analysis of the event .90
    a headline comes back where three days are seen by the end of    its own day: F1 .7644, recurring ones wrongly joined .0170
                                                                     the second day after: .7628, .0060 (as it is)
                                                                     all days: .7607, .0040, but a third day makes all since the first anew

What came after for items that have an opening, with more pairs judged, is in told.py.

delay=24 on all items (.6218 before; asked were .64), with epochs of one day: pace 4 always .6241; 24 neighbours, 600 of a word, 2048 in all .6286,
    40, 1000, 4096 .6267; leastMeanOfOneOfSlowest .33 / .41 .6217 / .6190; leastLikenessOfSlowest .13 / .18 .6235 / .6137; leastMean .004 / .0025 / .009
    .6267 / .6247 / .6079; weightHours 16 / 36 .6231 / .6161; gainOfShared .05 / .15 .6220 / .6116; nameGain .6 .6161; reachHours 72 .6213: what is left
    lies in the day that ends an epoch, after which its groups stay as they are though half of their items are still to come. So, P / R / F1:
    each day grouped anew with the next, and frozen one later        .681 / .558 / .613; leastMean .004 .6305, .003 .6365, .0025 .6367, .0015 .6322; 24
      neighbours, leastMean .004 .6375; at level 3 and above only .6349, at 4 .6268
    ... with the next two, frozen two later, leastMean .003 / .002    .6357 / .6384; with the next three, .002 .6385
    two days as one, leastMean .0065 / .004 / .0025                  .6138 / .6296 / .6351
    three days as one                                                .6080 / .6291 / .6375; .0018 .6375
    four / six days as one, .0025                                    .6306 / .6371
    three, leastMean .0022: leastMeanOfOneOfSlowest .32 / .42 .6388 / .6376; leastLikenessOfSlowest .135 .6370; neighbours 16 / 20 .6378 / .6352; weightHours
      16 / 36 .6374 / .6373; gainOfShared .06 / .14 .6333 / .6361; nameGain .2 .6371; ofPair .2 / .4 .6381 / .6359
      ... fading as at pace 4 always                                 .6206 / .6658 / .6424; delay 12 .6297 / .7239 / .6735
      ... and three days only from a bound of 42 / 37 / 26 quarters  .6364 / .6373 / .6410; delay 12 .6637 / .6662 / .6739, delay 48 .588 (.569 before)
    the same for items with an opening (corpus/real is at 10-40 quarters): of judged pairs P .908 as before, R .537 instead of .558, so of headlines only

Microseconds of CPU an item (rounds=0; a loaded machine, one run): headlines 10,000 / 30,000 / 100,000 / 199,171 / 398,342 (repeat=2):
    17.9 / 18.4 / 20.7 / 20.1 / 21.5; feeds with openings 6,944 / 27,776 / 97,216 / 298,592 (repeat=1, 4, 14, 43): 33.4 / 34.9 / 35.0 / 34.2
    (15.6 at the end while `repeat` took the very same headlines, which are recurring ones)
Bytes an item kept: headlines 807 / 379 / 304 / 295 / 265; feeds 1366 / 577 / 417 / 375: the index of the days at work is a part of its own
A hundred more in 298,592 of feeds: 40 ms in the median (88 before digests of prints, marks of what is asked for and parts beside each other); of
    199,171 headlines 29. Where a headline's third day, or a third opening, reopens earlier days (one batch of five): 86; 270. One a day late: 200-250.
    Not by the batch alone: the joins of its day are made again. With 26,000 headlines a day (squeeze=8) that is 361 ms.

    on all items, as it is now            .7628 (P .8052 R .7246, ARI .725)
"""
import subprocess, sys

program, items, gold = sys.argv[1:4]
steps = dict(a.split("=") for a in sys.argv[4:]) or {
    "leastMeanOfOne": "0.15,0.18,0.2,0.22,0.25,0.3", "leastMean": "0.005,0.006,0.0075,0.009", "leastMeanOfLong": "0.0018,0.0022,0.003", "leastLikeness": "0.08,0.1,0.12",
    "fadeHours": "6,7,8,10", "neighbours": "16,24,40", "mostOfWord": "128,300,600", "mostLookups": "512,1024,2048",
    "ofOneSource": "0.3,0.45,0.8", "gainOfShared": "0,0.05,0.1,0.15", "nameGain": "0.35,0.7", "pace": "0,1,2,3,4,5",
    "rarityDays": "3,7", "sameWordsHours": "0,4", "delay": "0,12,24,48",
}
print("| setting | B3 P | R | F1 | ARI | items a second |\n|---|---|---|---|---|---|")
for rule, values in {"": "", **steps}.items():
    for value in values.split(","):
        out = subprocess.run([program, items, gold, *([f"{rule}={value}"] if rule else [])], stdout=subprocess.PIPE, check=True).stdout.decode()
        speed = next(l for l in out.split("\n") if "a second" in l).split(": ")[1].split()[0]
        figures = next(l for l in out.split("\n") if l.startswith("B3")).split()
        print(f"| {rule + ' ' + value if rule else 'as it is'} | {figures[2]} | {figures[4]} | {figures[6]} | {figures[8]} | {speed} |", flush=True)
