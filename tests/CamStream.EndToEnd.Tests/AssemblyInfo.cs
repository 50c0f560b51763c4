using Xunit.Sdk;
using Xunit.v3;

// Each test runs a whole system and a browser. Two at a time would starve each other on two
// processors.
[assembly: Parallelization(Mode = ParallelMode.None)]
