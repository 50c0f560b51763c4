using Microsoft.Extensions.Options;

namespace CamStream.Encoder.Cameras;

/// <summary>Checks <see cref="IncomingFeedOptions"/> when the service starts.</summary>
[OptionsValidator]
internal sealed partial class IncomingFeedOptionsValidator : IValidateOptions<IncomingFeedOptions>;
