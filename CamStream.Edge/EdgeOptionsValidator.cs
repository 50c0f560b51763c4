using Microsoft.Extensions.Options;

namespace CamStream.Edge;

/// <summary>Checks <see cref="EdgeOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class EdgeOptionsValidator : IValidateOptions<EdgeOptions>;
