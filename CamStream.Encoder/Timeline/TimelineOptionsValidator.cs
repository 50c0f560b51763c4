using Microsoft.Extensions.Options;

namespace CamStream.Encoder.Timeline;

/// <summary>Checks <see cref="TimelineOptions"/> when the service starts.</summary>
[OptionsValidator]
internal sealed partial class TimelineOptionsValidator : IValidateOptions<TimelineOptions>;
