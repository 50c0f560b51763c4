using Xunit.Sdk;
using Xunit.v3;

// A tracer provider listens to every source of its process.
[assembly: Parallelization(Mode = ParallelMode.None)]
