"""The M/M/1 queue of mm1.cfg as a SimPy user would write it: a process for each customer. Prints the line that `takt bench` prints."""
import random
import resource
import sys
import time

import simpy


def customer(env, desk, times):
    entered = env.now
    with desk.request() as request:
        yield request
        yield env.timeout(random.expovariate(1.0))
    times.append(env.now - entered)


def arrivals(env, desk, times, entered):
    while True:
        yield env.timeout(random.expovariate(0.9))
        entered[0] += 1
        env.process(customer(env, desk, times))


random.seed(1)
length = float(sys.argv[1])
times, entered = [], [0]
begun = time.process_time()
env = simpy.Environment()
env.process(arrivals(env, simpy.Resource(env), times, entered))
env.run(until=length)
seconds = time.process_time() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(f"items {entered[0]} events {next(env._eid)} most 0 seconds {seconds:.6f} peak_kb {peak} world_kb 0"
      f" mean_time {sum(times) / len(times):.5f}")
