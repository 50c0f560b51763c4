namespace CamStream.EndToEnd.Running;

/// <summary>Tests on the demo that people see.</summary>
[CollectionDefinition]
public sealed class DemoTests : ICollectionFixture<DemoSystem>;
