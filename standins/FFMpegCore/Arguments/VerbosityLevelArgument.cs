namespace FFMpegCore.Arguments;

public class VerbosityLevelArgument(VerbosityLevel verbosityLevel) : IArgument
{
    /// <summary>The banner is hidden below <see cref="VerbosityLevel.Info"/>.</summary>
    public string Text
    {
        get
        {
            var banner = verbosityLevel < VerbosityLevel.Info ? "-hide_banner " : "";
            return $"{banner}-loglevel {verbosityLevel.ToString().ToLowerInvariant()}";
        }
    }
}
