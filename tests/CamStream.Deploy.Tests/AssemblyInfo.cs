using CamStream.Deploy.Images;

[assembly: AssemblyFixture(typeof(PublishedImages))]
// Publishing, and a whole system, each take all that a small machine has.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
