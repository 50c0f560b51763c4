using Microsoft.Extensions.Options;

namespace CamStream.Ingest.Feeds;

[OptionsValidator]
internal sealed partial class FeedOptionsValidator : IValidateOptions<FeedOptions>;
