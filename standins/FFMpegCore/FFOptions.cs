using System.Diagnostics;
using System.Text;
using System.Text.Json.Serialization;
using FFMpegCore.Enums;

namespace FFMpegCore;

public class FFOptions : ICloneable
{
    public string WorkingDirectory { get; set; } = "";

    /// <summary>Folder of the programs; empty: those in <c>PATH</c>.</summary>
    public string BinaryFolder { get; set; } = "";

    public string TemporaryFilesFolder { get; set; } = Path.GetTempPath();

    public string EncodingWebName { get; set; } = Encoding.Default.WebName;

    /// <summary>Encoding of the programs' standard output and error.</summary>
    [JsonIgnore]
    public Encoding Encoding
    {
        get => Encoding.GetEncoding(EncodingWebName);
        set => EncodingWebName = value?.WebName ?? Encoding.Default.WebName;
    }

    /// <summary>Passed as <c>-v</c> after everything else; null: not passed.</summary>
    public FFMpegLogLevel? LogLevel { get; set; }

    public FFOptions Clone() => (FFOptions)MemberwiseClone();

    internal ProcessStartInfo StartInfo(string program, string arguments) => new(program, arguments)
    {
        StandardOutputEncoding = Encoding,
        StandardErrorEncoding = Encoding,
        WorkingDirectory = WorkingDirectory,
    };

    object ICloneable.Clone() => Clone();
}
