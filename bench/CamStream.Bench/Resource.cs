using System.Reflection;

namespace CamStream.Bench;

/// <summary>Files and values that are built into this program.</summary>
internal static class Resource
{
    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Resource).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    /// <summary>A value that the build stored.</summary>
    public static string Noted(string key) =>
        typeof(Resource)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(note => note.Key == key)
            .Value!;
}
