using Xunit.Sdk;
using Xunit.v3;

// A tracer provider gets the spans of the whole process, so tests run one after the other.
[assembly: Parallelization(Mode = ParallelMode.None)]
