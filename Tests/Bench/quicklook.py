#!/usr/bin/env python3
"""How near the Quick Look comes to the bullet points that editors wrote: ROUGE-1, -2 and -Lsum (Lin 2004), F, with stemming, k = 3.

    WIREDESK_BENCH=1 swift build -c release --product bench-quicklook
    pip install rouge-score
    Tests/Bench/quicklook.py .build/release/bench-quicklook ARTICLES.jsonl

ARTICLES has a line an article: {"id", "content_text", "highlights": [...]}. Chosen on 50 articles of CNN and the Daily Mail, with a
prototype of the same rule (R-1 / R-2 / R-Lsum):

    the first three sentences                                         36.1 / 15.8 / 32.9
    likeness to all other sentences, those before against it (PacSum) 37.4 / 16.5 / 34.4
    likeness to what comes after alone                                37.9 / 17.1 / 34.9
      divided by the root of the words                                39.2 / 18.1 / 36.1    taken
        without those that begin with he, she, it, they, this ...     39.2 / 18.4 / 36.2    taken: they say little by themselves
        without those with his, her, its, their too                   38.6 / 17.7 / 35.6
      divided by their number's fourth root                           38.4 / 16.9 / 35.2
      the first 20 / 50 sentences instead of 30                       38.1 / 17.3 / 35.0    38.0 / 17.1 / 35.0
      6 / 10 words at least instead of 8                              37.5 / 16.7 / 34.6    38.3 / 17.3 / 35.3
      35 / 60 words at most instead of 45                             35.8 / 14.5 / 32.7    37.6 / 17.0 / 34.6
      the same where 0.4 / 0.6 of the words are instead of 0.5        37.9 / 17.6 / 35.0    37.9 / 17.1 / 34.9

The program itself, which leaves captions out, and what says nothing by itself: 38.2 / 17.0 / 35.1. Lines between sentences left out, and
sentences of whose words 0.5, 0.6 or 0.9 stand in those before: 38.3 / 17.0 / 35.2; 0.4: 38.1 / 16.8 / 35.0.
"""
import json, subprocess, sys
from rouge_score import rouge_scorer

program, file = sys.argv[1:]
articles = [json.loads(line) for line in open(file)]
out = subprocess.run([program], input=open(file).read(), capture_output=True, text=True, check=True).stdout
bullets = {answer["id"]: answer["bullets"] for answer in map(json.loads, out.splitlines())}
kinds = ["rouge1", "rouge2", "rougeLsum"]
scorer = rouge_scorer.RougeScorer(kinds, use_stemmer=True)
sums = dict.fromkeys(kinds, 0.0)
for article in articles:
    # In the article's order, as editors write them.
    chosen = sorted(bullets[article["id"]], key=article["content_text"].find)
    found = scorer.score("\n".join(article["highlights"]), "\n".join(chosen))
    for kind in kinds:
        sums[kind] += found[kind].fmeasure
print(len(articles), "articles:", " / ".join(f"{100 * sums[kind] / len(articles):.1f}" for kind in kinds), "ROUGE-1 / -2 / -Lsum")
