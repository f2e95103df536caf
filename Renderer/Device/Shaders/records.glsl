// A driver has one of the two; "enable" only warns about the other.
#extension GL_ARB_shader_viewport_layer_array : enable
#extension GL_AMD_vertex_shader_layer : enable

// The batch's records, as Device/Records.cs lays them out.
struct ObjectRecord
{
    vec4 worldX, worldY, worldZ;    // columns of object to world: dot with (position, 1)
    vec4 color;                     // rgb, gloss
    vec4 second;                    // rgb, heather
    vec4 mix_;                      // upright stripes, level stripes, dots, blotches
    vec4 pattern;                   // frequency x, y, duty, softness
    vec4 turn;                      // cosine, sine, phase x, y
    vec4 blotch;                    // frequency, threshold, gradient, gradient centre
    vec4 fold;                      // crease slope, frequency, pleat slope, frequency
    vec4 print;                     // centre, half extents
    vec4 printColor;                // rgb, kind
    vec4 placket;                   // x, half width, contrast, button spacing
    vec4 band;                      // bottom, top, contrast, rib slope
    vec4 split;                     // y, contrast, noise offset
    vec4 pocket;                    // centre, half side, sides
    uvec4 ids;                      // image, instance
};

struct ImageRecord
{
    vec4 clipX, clipY, clipZ, clipW;    // columns of world to clip
    vec4 key;                           // direction towards the light, intensity
    vec4 fill;
    vec4 ambient;                       // sky, ground
    vec4 eye;                           // camera position
    vec4 taps;                          // count, offset x, y, backdrop
    vec4 tone;                          // exposure, gamma, contrast, brightness
    vec4 finish;                        // sharpening, noise, noise seed, negative
    vec4 grey;                          // shares of rgb
};

layout(std430, binding = 0) readonly buffer Objects { ObjectRecord objects[]; };
layout(std430, binding = 1) readonly buffer Images { ImageRecord images[]; };
