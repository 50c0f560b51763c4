namespace CamStream.EndToEnd.Running;

/// <summary>Tests in which one encoder takes over from another.</summary>
[CollectionDefinition]
public sealed class EncoderPairTests : ICollectionFixture<EncoderPair>;
