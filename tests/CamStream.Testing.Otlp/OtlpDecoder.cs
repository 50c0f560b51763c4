namespace CamStream.Testing.Otlp;

/// <summary>
/// What the messages of the three signals have in common. An export request holds resources, each with scopes, each with items:
/// <code>
/// ExportXServiceRequest { ResourceX = 1 { Resource = 1 { KeyValue = 1 }, ScopeX = 2 { InstrumentationScope = 1 { name = 1 }, X = 2 } } }
/// </code>
/// A resource or scope may follow what belongs to it.
/// </summary>
internal static class OtlpDecoder
{
    private const string ServiceName = "service.name";

    public delegate T ItemDecoder<out T>(ReadOnlySpan<byte> item, string service, string scope);

    public static List<T> Decode<T>(ReadOnlySpan<byte> request, ItemDecoder<T> decode)
    {
        var items = new List<T>();
        for (var reader = new ProtobufReader(request); reader.Next(); )
        {
            if (reader.Field == 1)
                DecodeResource(reader.Bytes(), decode, items);
            else
                reader.Skip();
        }
        return items;
    }

    /// <summary>Adds a <c>KeyValue { key = 1, AnyValue value = 2 }</c>.</summary>
    public static void AddAttribute(ReadOnlySpan<byte> pair, Dictionary<string, object> attributes)
    {
        var key = "";
        object value = "";
        for (var reader = new ProtobufReader(pair); reader.Next(); )
        {
            switch (reader.Field)
            {
                case 1:
                    key = reader.String();
                    break;
                case 2:
                    value = AnyValue(reader.Bytes());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        attributes[key] = value;
    }

    /// <summary>
    /// <c>AnyValue { string = 1 | bool = 2 | int = 3 | double = 4 | ArrayValue = 5 { values = 1 } |
    /// … }</c>
    /// </summary>
    public static object AnyValue(ReadOnlySpan<byte> message)
    {
        object value = "";
        for (var reader = new ProtobufReader(message); reader.Next(); )
        {
            switch (reader.Field)
            {
                case 1:
                    value = reader.String();
                    break;
                case 2:
                    value = reader.Integer() != 0;
                    break;
                case 3:
                    value = reader.Integer();
                    break;
                case 4:
                    value = reader.Double();
                    break;
                case 5:
                    value = Array(reader.Bytes());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        return value;
    }

    private static List<object> Array(ReadOnlySpan<byte> message)
    {
        var values = new List<object>();
        for (var reader = new ProtobufReader(message); reader.Next(); )
        {
            if (reader.Field == 1)
                values.Add(AnyValue(reader.Bytes()));
            else
                reader.Skip();
        }
        return values;
    }

    private static void DecodeResource<T>(ReadOnlySpan<byte> message, ItemDecoder<T> decode, List<T> items)
    {
        var attributes = new Dictionary<string, object>();
        for (var reader = new ProtobufReader(message); reader.Next(); )
        {
            if (reader.Field != 1)
            {
                reader.Skip();
                continue;
            }
            for (var resource = new ProtobufReader(reader.Bytes()); resource.Next(); )
            {
                if (resource.Field == 1)
                    AddAttribute(resource.Bytes(), attributes);
                else
                    resource.Skip();
            }
        }

        var service = attributes.GetValueOrDefault(ServiceName) as string ?? "";
        for (var reader = new ProtobufReader(message); reader.Next(); )
        {
            if (reader.Field == 2)
                DecodeScope(reader.Bytes(), service, decode, items);
            else
                reader.Skip();
        }
    }

    private static void DecodeScope<T>(ReadOnlySpan<byte> message, string service, ItemDecoder<T> decode, List<T> items)
    {
        var scope = "";
        for (var reader = new ProtobufReader(message); reader.Next(); )
        {
            if (reader.Field == 1)
                scope = Name(reader.Bytes());
            else
                reader.Skip();
        }
        for (var reader = new ProtobufReader(message); reader.Next(); )
        {
            if (reader.Field == 2)
                items.Add(decode(reader.Bytes(), service, scope));
            else
                reader.Skip();
        }
    }

    private static string Name(ReadOnlySpan<byte> scope)
    {
        var name = "";
        for (var reader = new ProtobufReader(scope); reader.Next(); )
        {
            if (reader.Field == 1)
                name = reader.String();
            else
                reader.Skip();
        }
        return name;
    }
}
