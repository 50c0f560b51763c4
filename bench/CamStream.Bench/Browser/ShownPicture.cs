namespace CamStream.Bench.Browser;

/// <summary>
/// A picture that a page showed. Times are milliseconds since the Unix epoch, by this machine's
/// clock.
/// </summary>
/// <param name="Camera">The camera that the page names.</param>
/// <param name="Captured">
/// The capture time, read from the picture's squares; null if they cannot be read.
/// </param>
/// <param name="Shown">The time at which it was on screen.</param>
/// <param name="SinceOpened">Milliseconds from the start of loading the page to that time.</param>
internal sealed record ShownPicture(string Camera, double? Captured, double Shown, double SinceOpened);
