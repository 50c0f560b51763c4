namespace CamStream.Bench.Browser;

/// <summary>
/// A picture that a page showed. Times are milliseconds since the Unix epoch, by this machine's
/// clock.
/// </summary>
/// <param name="Camera">The camera that the page names.</param>
/// <param name="Captured">
/// When it was captured, as its squares tell; null when they cannot be read.
/// </param>
/// <param name="Shown">When it was on screen.</param>
/// <param name="SinceOpened">The same, in milliseconds since the page began to load.</param>
internal sealed record ShownPicture(string Camera, double? Captured, double Shown, double SinceOpened);
