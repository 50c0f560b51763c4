// Each test runs a whole system and a browser: two side by side would starve each other on two processors.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
