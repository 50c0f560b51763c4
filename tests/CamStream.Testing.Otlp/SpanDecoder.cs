using System.Diagnostics;

namespace CamStream.Testing.Otlp;

/// <summary>Field numbers of <c>opentelemetry.proto.trace.v1.Span</c>.</summary>
internal static class SpanDecoder
{
    // SpanKind counts from unspecified, ActivityKind from internal.
    private const int InternalKind = 1;

    public static OtlpSpan Decode(ReadOnlySpan<byte> message, string service, string scope)
    {
        string trace = "",
            span = "",
            parent = "",
            name = "";
        var (start, end, kind, status) = (0L, 0L, ActivityKind.Internal, ActivityStatusCode.Unset);
        var attributes = new Dictionary<string, object>();
        var links = new List<OtlpLink>();
        for (var reader = new ProtobufReader(message); reader.Next(); )
        {
            switch (reader.Field)
            {
                case 1:
                    trace = reader.Id();
                    break;
                case 2:
                    span = reader.Id();
                    break;
                case 4:
                    parent = reader.Id();
                    break;
                case 5:
                    name = reader.String();
                    break;
                case 6:
                    kind = (ActivityKind)(reader.Integer() - InternalKind);
                    break;
                case 7:
                    start = reader.Integer();
                    break;
                case 8:
                    end = reader.Integer();
                    break;
                case 9:
                    OtlpDecoder.AddAttribute(reader.Bytes(), attributes);
                    break;
                case 13:
                    links.Add(Link(reader.Bytes()));
                    break;
                case 15:
                    status = Status(reader.Bytes());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        return new OtlpSpan(service, scope, trace, span, parent, name, kind, start, end, status, attributes, links);
    }

    private static OtlpLink Link(ReadOnlySpan<byte> message)
    {
        string trace = "",
            span = "";
        for (var reader = new ProtobufReader(message); reader.Next(); )
        {
            switch (reader.Field)
            {
                case 1:
                    trace = reader.Id();
                    break;
                case 2:
                    span = reader.Id();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        return new OtlpLink(trace, span);
    }

    // The codes are the same.
    private static ActivityStatusCode Status(ReadOnlySpan<byte> message)
    {
        var code = ActivityStatusCode.Unset;
        for (var reader = new ProtobufReader(message); reader.Next(); )
        {
            if (reader.Field == 3)
                code = (ActivityStatusCode)reader.Integer();
            else
                reader.Skip();
        }
        return code;
    }
}
