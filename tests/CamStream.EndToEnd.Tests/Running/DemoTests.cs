namespace CamStream.EndToEnd.Running;

/// <summary>Tests of the demo.</summary>
[CollectionDefinition]
public sealed class DemoTests : ICollectionFixture<DemoSystem>;
