import os

# numpy reads this when it is loaded. A town's server has other work beside: there two threads of linear algebra wait
# for each other more than they help (measured on two busy cores: opinion map 1.9 s instead of 5.3 s; idle 1.8 and 1.6).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
