using CamStream.Deploy.Images;
using CamStream.Deploy.Manifests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(PublishedImages))]
[assembly: AssemblyFixture(typeof(PublishedModel))]
[assembly: AssemblyFixture(typeof(RenderedOverlays))]
// Publishing, and a whole system, each take all that a small machine has.
[assembly: Parallelization(Mode = ParallelMode.None)]
