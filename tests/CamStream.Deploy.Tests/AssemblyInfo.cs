using CamStream.Deploy.Images;
using CamStream.Deploy.Manifests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(PublishedImages))]
[assembly: AssemblyFixture(typeof(PublishedModel))]
[assembly: AssemblyFixture(typeof(RenderedOverlays))]
// A publish, and a whole system, each use all of a small machine.
[assembly: Parallelization(Mode = ParallelMode.None)]
