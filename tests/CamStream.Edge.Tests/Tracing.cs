namespace CamStream.Edge;

/// <summary>
/// Runs the tests of one collection one after another: whether a span has a listener holds for the
/// whole process.
/// </summary>
internal static class Tracing
{
    public const string Alone = "tracing";
}
