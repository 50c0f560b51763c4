namespace CamStream.EndToEnd.Running;

/// <summary>Tests that stop services without a substitute.</summary>
[CollectionDefinition]
public sealed class SmallTests : ICollectionFixture<SmallSystem>;
