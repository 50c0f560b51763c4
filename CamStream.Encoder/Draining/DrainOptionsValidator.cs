using Microsoft.Extensions.Options;

namespace CamStream.Encoder.Draining;

/// <summary>Checks <see cref="DrainOptions"/> when the service starts.</summary>
[OptionsValidator]
internal sealed partial class DrainOptionsValidator : IValidateOptions<DrainOptions>;
