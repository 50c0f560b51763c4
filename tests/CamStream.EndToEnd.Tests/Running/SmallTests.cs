namespace CamStream.EndToEnd.Running;

/// <summary>Tests that stop what has no second.</summary>
[CollectionDefinition]
public sealed class SmallTests : ICollectionFixture<SmallSystem>;
