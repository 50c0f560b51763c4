namespace CamStream.Testing.Otlp;

/// <summary>Field numbers of <c>opentelemetry.proto.logs.v1.LogRecord</c>.</summary>
internal static class LogDecoder
{
    public static OtlpLog Decode(ReadOnlySpan<byte> message, string service, string scope)
    {
        string severity = "",
            text = "",
            trace = "";
        for (var reader = new ProtobufReader(message); reader.Next(); )
        {
            switch (reader.Field)
            {
                case 3:
                    severity = reader.String();
                    break;
                case 5:
                    text = OtlpDecoder.AnyValue(reader.Bytes()).ToString()!;
                    break;
                case 9:
                    trace = reader.Id();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        return new OtlpLog(service, scope, severity, text, trace);
    }
}
