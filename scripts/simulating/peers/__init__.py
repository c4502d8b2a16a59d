"""Other people's detectors, over the same places and services as ours, and what makes a comparison fair.

`formulas` and `permutation` are equal to published programs (tests hold them to those programs' own output). The peers
look at each ticket as it comes: `ebp`, `cusum`, `ewma`, `counting`. `calibration` sets each to the same false alarms.
None of them knows how busy the day is: that is ours, and not in what was published.
"""
