using Microsoft.Extensions.Options;

namespace CamStream.Encoder.Feeds;

/// <summary>Checks <see cref="FeedOptions"/> when the service starts.</summary>
[OptionsValidator]
internal sealed partial class FeedOptionsValidator : IValidateOptions<FeedOptions>;
